package io.loist.audio.internal.tag;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.Pictures;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.model.TrackText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Reads APE tags of version 1 or 2: items with a name and values, after the sound. */
final class ApeTag {

    static final int FOOTER = 32;

    private static final String MAGIC = "APETAGEX";
    private static final int MAX_ITEMS = 10_000;
    private static final int ITEM_HEADER = 8;
    private static final int MAX_NAME = 255;
    private static final int BINARY = 1;

    private ApeTag() {}

    static boolean endsAt(SourceFile file, long end) {
        return file.startsWith(end - FOOTER, MAGIC);
    }

    /** Returns the start of the tag with a footer; the footer's position if its declared size is impossible. */
    static long start(SourceFile file, long footer) {
        ByteBuffer numbers = numbers(file, footer);
        boolean headed = numbers.getInt(20) < 0;
        long start = footer + FOOTER - size(numbers) - (headed ? FOOTER : 0);
        return start < 0 || start > footer ? footer : start;
    }

    static void read(SourceFile file, long footer, AudioFileBuilder builder) {
        ByteBuffer numbers = numbers(file, footer);
        long size = size(numbers);
        long position = footer + FOOTER - size;
        if (size < FOOTER || position < 0) {
            builder.finding("The APE tag was left out: it declares an impossible size of " + size + " bytes.");
            return;
        }
        if (size > Id3Tag.MAX_BYTES) {
            builder.finding(
                    "The APE tag was left out: it has " + size + " bytes; the maximum is " + Id3Tag.MAX_BYTES + ".");
            return;
        }
        long count = numbers.getInt(16) & 0xFFFFFFFFL;
        for (int item = 0; item < Math.min(count, MAX_ITEMS) && position < footer; item++) {
            position = readItem(file, position, footer, builder);
            if (position < 0) {
                builder.finding("The APE tag is damaged: everything after its first " + item + " items was left out.");
                return;
            }
        }
    }

    /** Reads an item and returns the start of the next one; -1 if the item is damaged. */
    private static long readItem(SourceFile file, long position, long footer, AudioFileBuilder builder) {
        if (footer - position <= ITEM_HEADER) {
            return -1;
        }
        ByteBuffer header = file.at(position, ITEM_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        long size = header.getInt(0) & 0xFFFFFFFFL;
        int kind = header.getInt(4) >> 1 & 3;
        long nameAt = position + ITEM_HEADER;
        String start = file.text(nameAt, (int) Math.min(MAX_NAME + 1, footer - nameAt));
        int nameLength = start.indexOf('\0');
        long valueAt = nameAt + nameLength + 1;
        if (nameLength < 1 || size > footer - valueAt) {
            return -1;
        }
        String name = start.substring(0, nameLength);
        if (kind == BINARY) {
            readBinary(file, name, valueAt, size, builder);
        } else {
            ByteBuffer value = file.at(valueAt, (int) Math.min(size, TrackText.MAX_VALUE_BYTES));
            for (String each : TrackText.decoded(value).split("\0", -1)) {
                builder.tags().add(name, each);
            }
        }
        return valueAt + size;
    }

    /** Reads a picture, which follows a file name that ends with a zero. */
    private static void readBinary(SourceFile file, String name, long valueAt, long size, AudioFileBuilder builder) {
        String kind = name.toLowerCase(Locale.ROOT);
        if (!kind.startsWith("cover art") || !builder.pictures().takes(size - MAX_NAME)) {
            return;
        }
        int searched = (int) Math.min(size, TrackText.MAX_NAME);
        int nameLength = file.text(valueAt, searched).indexOf('\0');
        if (nameLength >= 0 && nameLength + 1 < size) {
            byte[] picture = file.bytes(valueAt + nameLength + 1, (int) (size - nameLength - 1));
            builder.pictures().add(kind.equals("cover art (front)") ? Pictures.FRONT_COVER : -1, picture);
        }
    }

    private static ByteBuffer numbers(SourceFile file, long footer) {
        return file.at(footer, FOOTER).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long size(ByteBuffer numbers) {
        return numbers.getInt(12) & 0xFFFFFFFFL;
    }
}
