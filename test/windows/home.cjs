/** Loaded before the program: Wine sets USERPROFILE itself, and each test has a home folder of its own. */
process.env.USERPROFILE = process.env.TEST_HOME;
delete process.env.TEST_HOME;
