/*
 * How several runs of aws-mfa write one file: src/system/files/{file-lock,replace-file,update-file}.ts as
 * a model for the checker Spin, which tries every order of every step. `npm run model` runs it.
 *
 * Each writer adds its own bit to the file. A writer may be stopped and continued, or killed, between any two steps; that
 * is the environment's choice. A step is one system call. What is checked:
 *   - No lost update: a rename never takes away a bit that is in the file (the assert at the rename). It follows that no
 *     two owners rename over each other's work.
 *   - Each writer that is not killed is done in the end (`done`, checked with weak fairness), so no live owner is robbed
 *     forever and nothing waits for a dead one. There are at most STOPS stops and KILLS kills.
 * With -DANY_TAKEOVER any lock may be removed at any moment, also that of a live owner, and any writer may take as long
 * as it likes for any step, which includes being stopped or killed: no update may be lost even if every guess about who
 * is alive is wrong. (Then nothing ensures progress, so `done` is not checked.)
 *
 * Assumptions: exclusive creation, rename and unlink are atomic; a new owner's list of the folder shows every temporary
 * file that was created before its lock, and it can remove them. A program that takes no lock is not part of the model.
 */
#ifndef N
#define N 3
#endif
#ifndef STOPS
#define STOPS 1
#endif
#ifndef KILLS
#define KILLS 1
#endif
#define NOBODY N
#define BIT(i) (1 << (i))

byte lock = NOBODY;      /* whose lock lies in the folder; each acquisition has a token of its own */
byte file = 0;           /* the bits that were written */
bool temporary[N];       /* whose temporary files lie in the folder */
byte content[N];         /* what they hold */
bool halted[N], dead[N], finished[N];
byte stops, kills;

#define LIVE(i) (!halted[i] && !dead[i])

#ifdef ANY_TAKEOVER
proctype writer(byte me) {
#else
proctype writer(byte me) provided (LIVE(me)) {
#endif
  byte leftovers = 0; /* what a new owner found in the folder */
  byte i = 0;
  bool written = false;
acquire:
  do
  :: atomic { lock == NOBODY -> lock = me; break }
#ifdef ANY_TAKEOVER
  :: lock != NOBODY -> lock = NOBODY
#else
  /* Only a silent owner is suspected, but a step later another lock may lie there, and that one is removed. */
  :: lock != NOBODY && !LIVE(lock) -> lock = NOBODY
#endif
  od;
  /* removeLeftovers: lists the folder, then removes one by one. */
  atomic { do :: i < N -> leftovers = leftovers | (temporary[i] << i); i++ :: else -> i = 0; break od };
  do
  :: atomic { i < N -> if :: leftovers & BIT(i) -> temporary[i] = false :: else fi; i++ }
  :: atomic { i == N -> i = 0; leftovers = 0; break }
  od;
  /* Reads the file, and edits it. */
  content[me] = file | BIT(me);
  if
  :: content[me] == file -> written = true; goto release
  :: else
  fi;
  temporary[me] = true;
  /* fsync and verify take their time here. */
  if
  :: lock != me -> goto release
  :: lock == me
  fi;
  /* Here is the window between the last look at the lock and the rename. */
  d_step {
    if
    :: temporary[me] -> assert((content[me] & file) == file); file = content[me]; written = true
    :: else /* ENOENT: a new owner removed it. */
    fi
  };
release:
  temporary[me] = false;
  /* Looks whose lock it is, then removes whatever lies there a step later. */
  if
  :: lock == me -> lock = NOBODY
  :: lock != me
  fi;
  if
  :: written -> finished[me] = true
  :: else -> goto acquire
  fi
}

#define WORKS(i) (!finished[i] && !dead[i])

#ifndef ANY_TAKEOVER
#define STOP(i) atomic { WORKS(i) && !halted[i] && stops < STOPS -> halted[i] = true; stops++ }
#define KILL(i) atomic { WORKS(i) && kills < KILLS -> dead[i] = true; kills++ }

active proctype fate() {
end:
  do
  :: STOP(0) :: STOP(1) :: STOP(N - 1)
  :: KILL(0) :: KILL(1) :: KILL(N - 1)
  od
}

/* Whoever is stopped is continued some time. */
active proctype waker() {
end:
  do
  :: halted[0] -> halted[0] = false
  :: halted[1] -> halted[1] = false
  :: halted[N - 1] -> halted[N - 1] = false
  od
}
#endif

init {
  atomic {
    byte n = 0;
    do
    :: n < N -> run writer(n); n++
    :: else -> break
    od
  }
}

#define DONE(i) (finished[i] || dead[i])
ltl done { <> (DONE(0) && DONE(1) && DONE(N - 1)) }
