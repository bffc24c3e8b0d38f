import cProfile, pstats, time
def test_d(world):
    c=world.browser("steward"); c.get("/square/")
    t=time.process_time()
    for _ in range(10): world.browser("steward").get("/square/")
    print("per square", (time.process_time()-t)/10)
    t=time.process_time()
    for _ in range(10): world.browser("steward").get("/help/")
    print("per help", (time.process_time()-t)/10)
    p=cProfile.Profile(); p.enable()
    for _ in range(10): world.browser("steward").get("/help/")
    p.disable(); pstats.Stats(p).sort_stats("cumtime").print_stats(45)
