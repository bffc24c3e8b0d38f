from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notify", "0011_messages"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("mention", "Mention"),
                    ("reply", "Reply"),
                    ("follow", "Follow"),
                    ("follow_asked", "Follow Asked"),
                    ("connect_ask", "Connect Ask"),
                    ("message_ask", "Message Ask"),
                    ("accepted", "Accepted"),
                    ("let_in", "Let In"),
                    ("join_asked", "Join Asked"),
                    ("helped", "Helped"),
                    ("emergency", "Emergency"),
                    ("claim_proof", "Claim Proof"),
                    ("claim_review", "Claim Review"),
                    ("claim_yes", "Claim Yes"),
                    ("claim_no", "Claim No"),
                    ("claim_closed", "Claim Closed"),
                    ("claim_due", "Claim Due"),
                    ("claim_over", "Claim Over"),
                    ("claim_held", "Claim Held"),
                    ("claim_lifted", "Claim Lifted"),
                    ("claim_taken", "Claim Taken"),
                    ("claim_twice", "Claim Twice"),
                    ("review", "Review"),
                    ("duty", "Duty"),
                    ("duty_late", "Duty Late"),
                    ("duty_review", "Duty Review"),
                    ("shift", "Shift"),
                    ("care", "Care"),
                    ("care_glass", "Care Glass"),
                    ("care_review", "Care Review"),
                    ("pictures", "Pictures"),
                    ("delayed", "Delayed"),
                    ("listed_yes", "Listed Yes"),
                    ("listed_no", "Listed No"),
                    ("listed_gone", "Listed Gone"),
                    ("permit_asked", "Permit Asked"),
                    ("permit_yes", "Permit Yes"),
                    ("permit_no", "Permit No"),
                    ("permit_soon", "Permit Soon"),
                    ("permit_over", "Permit Over"),
                    ("care_asked", "Care Asked"),
                    ("care_year", "Care Year"),
                    ("message", "Message"),
                    ("vouch_asked", "Vouch Asked"),
                    ("vouched", "Vouched"),
                ],
                max_length=12,
            ),
        ),
    ]
