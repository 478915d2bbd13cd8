package io.loist.storage;

import io.loist.SigningException;
import io.loist.media.SigningKey;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the keys that URLs are signed with. No method ever shows a key, in an exception or elsewhere. */
public final class SigningKeys {

    private SigningKeys() {}

    /**
     * Reads the JSON key file of a service account, as {@code gcloud iam service-accounts keys create} writes it. The key signs in
     * this process, without any network call.
     *
     * @throws SigningException if the file cannot be read, or is not such a file; the message names it and says what to do
     */
    public static SigningKey fromServiceAccountFile(Path file) {
        String what = "The key file " + file;
        try (Reader json = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return ServiceAccountKey.read(json, what);
        } catch (CharacterCodingException e) {
            throw ServiceAccountKey.unusable(what, "is not a text in UTF-8");
        } catch (IOException e) {
            throw new SigningException(
                    false, what + " cannot be read (" + e + "); check its path and who may read it.", e);
        }
    }

    /**
     * Reads the text of a service account's JSON key, as a secret manager gives it.
     *
     * @throws SigningException if it is not such a text; the message says what is wrong with it and what to do
     */
    public static SigningKey fromServiceAccountJson(String json) {
        return ServiceAccountKey.read(new StringReader(json), "The service account's key");
    }
}
