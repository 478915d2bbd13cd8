package io.loist.audio.internal.read;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the reads that nothing waits for any more and that have not ended. Safe for use by several threads. */
final class AbandonedReads {

    private final int max;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int running;

    AbandonedReads(int max) {
        this.max = max;
    }

    /** Waits until fewer than the maximum are running, and returns whether that came true in time. */
    boolean await(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = time.toNanos();
            while (running >= max && left > 0) {
                left = ended.awaitNanos(left);
            }
            return running < max;
        } finally {
            lock.unlock();
        }
    }

    /** A read that can be abandoned. */
    final class Read<T> extends FutureTask<T> {

        private boolean over;
        private boolean abandoned;

        Read(Callable<T> read) {
            super(read);
        }

        @Override
        public void run() {
            super.run();
            lock.lock();
            try {
                over = true;
                if (abandoned) {
                    running--;
                    ended.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Interrupts the read, and counts it until it ends. */
        void abandon() {
            lock.lock();
            try {
                if (!over) {
                    abandoned = true;
                    running++;
                }
            } finally {
                lock.unlock();
            }
            cancel(true);
        }
    }
}
