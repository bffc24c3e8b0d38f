"""What the rules of house.yaml must find, and what they must leave alone. Read by `make semgrep`, never run."""


def statements(cursor, name, log, request, where, ssl_context, random, secrets, signature, given, open, redirect):
    # ruleid: sql-built-from-strings
    cursor.execute("SELECT * FROM post WHERE name = '%s'" % name)
    # ruleid: sql-built-from-strings
    cursor.execute("SELECT * FROM post WHERE name = {}".format(name))
    # ok: sql-built-from-strings
    cursor.execute("SELECT * FROM post WHERE name = %s", [name])

    # ruleid: random-for-secrets
    token = random.choice("abc")
    # ok: random-for-secrets
    colour = random.choice("abc")
    # ok: random-for-secrets
    key = secrets.token_hex(16)

    # ruleid: secret-compared-with-equals
    if signature == given:
        return token, colour, key
    # ok: secret-compared-with-equals
    if secrets.compare_digest(signature, given):
        return None

    # ruleid: redirect-to-what-was-sent
    redirect(request.GET["next"])
    # ruleid: redirect-to-what-was-sent
    redirect(request.GET.get("next"))
    # ok: redirect-to-what-was-sent
    redirect("home")

    # ruleid: log-made-of-values
    log.info(f"published {name}")
    # ok: log-made-of-values
    log.info("published: kind=%s", "post")

    # ruleid: setting-for-a-whole-session
    cursor.execute("SET bedside.viewer = '1'")
    # ok: setting-for-a-whole-session
    cursor.execute("SET LOCAL bedside.viewer = '1'")

    # ruleid: file-named-by-a-request
    open(request.FILES["x"])
    # ruleid: file-named-by-a-request
    path = where / request.GET["name"]
    # ok: file-named-by-a-request
    path = where / "key"

    # ruleid: certificates-unchecked
    ssl_context.check_hostname = False
    # ok: certificates-unchecked
    ssl_context.check_hostname = True
    return path


# ruleid: no-csrf-check
@csrf_exempt  # noqa: F821
def page(request): ...


# ok: no-csrf-check
def other(request): ...
