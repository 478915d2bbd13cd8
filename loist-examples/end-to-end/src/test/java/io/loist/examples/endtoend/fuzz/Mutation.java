package io.loist.examples.endtoend.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes inputs at random: bits, bytes, numbers, pieces that are doubled, moved, cut or taken from another input. */
final class Mutation {

    private static final int MAX_LENGTH = 400_000;
    private static final int[] TELLING = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF, 0xFFFFFF, 7, 0x10000};

    private final Random random;
    private final List<byte[]> words;

    Mutation(Random random, List<byte[]> words) {
        this.random = random;
        this.words = words;
    }

    byte[] of(byte[] input, byte[] other) {
        byte[] changed = input;
        int times = 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 3);
        for (int i = 0; i < times; i++) {
            changed = once(changed, other);
        }
        return changed.length > MAX_LENGTH ? Arrays.copyOf(changed, MAX_LENGTH) : changed;
    }

    private byte[] once(byte[] bytes, byte[] other) {
        // Most of what a parser reads is at the start
        int reach = random.nextBoolean() ? Math.min(bytes.length, 1_024) : bytes.length;
        int at = reach == 0 ? 0 : random.nextInt(reach);
        int count = Math.min(1 + random.nextInt(random.nextBoolean() ? 8 : 200), bytes.length - at);
        return switch (random.nextInt(10)) {
            case 0 -> with(bytes, at, new byte[] {(byte) random.nextInt()});
            case 1 -> bytes.length == 0 ? bytes : with(bytes, at, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
            case 2 -> with(bytes, at, number());
            case 3 -> splice(bytes, at, at + count, new byte[0]);
            case 4 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + count));
            case 5 -> splice(bytes, at, at, repeated());
            case 6 -> splice(bytes, at, at, word());
            case 7 -> with(bytes, at, word());
            case 8 -> splice(bytes, at, at + count, piece(other));
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : with(bytes, at, piece(bytes));
        };
    }

    private byte[] number() {
        int value = random.nextInt(3) == 0 ? random.nextInt() : TELLING[random.nextInt(TELLING.length)];
        ByteBuffer four = ByteBuffer.allocate(4);
        four.putInt(random.nextBoolean() ? value : Integer.reverseBytes(value));
        return random.nextBoolean() ? four.array() : Arrays.copyOf(four.array(), 2);
    }

    private byte[] word() {
        return words.isEmpty() ? number() : words.get(random.nextInt(words.size()));
    }

    private byte[] repeated() {
        byte[] word = random.nextBoolean() ? word() : new byte[] {(byte) random.nextInt()};
        int times = 1 + random.nextInt(random.nextInt(20) == 0 ? 20_000 : 40);
        ByteBuffer all = ByteBuffer.allocate(Math.min(word.length * times, MAX_LENGTH));
        while (all.remaining() >= word.length && word.length > 0) {
            all.put(word);
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    private byte[] piece(byte[] of) {
        int from = of.length == 0 ? 0 : random.nextInt(of.length);
        return Arrays.copyOfRange(of, from, Math.min(of.length, from + random.nextInt(300)));
    }

    private static byte[] with(byte[] bytes, int at, byte[] over) {
        byte[] changed = bytes.clone();
        System.arraycopy(over, 0, changed, at, Math.min(over.length, changed.length - at));
        return changed;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] in) {
        return ByteBuffer.allocate(bytes.length - (to - from) + in.length)
                .put(bytes, 0, from)
                .put(in)
                .put(bytes, to, bytes.length - to)
                .array();
    }
}
