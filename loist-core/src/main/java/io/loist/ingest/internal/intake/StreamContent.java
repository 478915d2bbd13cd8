package io.loist.ingest.internal.intake;

import io.loist.object.Upload;

/**
 * What a stream delivers.
 *
 * @param name what a user called it
 * @param content opens the stream
 */
public record StreamContent(String name, Upload.Content content) implements AudioSource {

    @Override
    public IngestFile open(IngestContext context) {
        return new SourceCopy(name, context).fetch(content, sums -> new StoreBytes());
    }
}
