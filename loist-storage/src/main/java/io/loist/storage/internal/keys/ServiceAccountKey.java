package io.loist.storage.internal.keys;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import io.loist.SigningException;
import io.loist.signing.SigningKey;
import java.io.IOException;
import java.io.Reader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Reads a service account's JSON key. Its exceptions have no causes, because these could quote the key. */
public final class ServiceAccountKey {

    private static final String RSA = "RSA";
    private static final String TYPE = "service_account";
    private static final String HEADER = "-----BEGIN PRIVATE KEY-----";
    private static final String FOOTER = "-----END PRIVATE KEY-----";

    private ServiceAccountKey() {}

    /**
     * Reads a key.
     *
     * @param what the origin of the key, with which messages begin
     * @throws SigningException if the key is not usable
     */
    public static SigningKey read(Reader json, String what) {
        GenericJson fields = parse(json, what);
        String type = field(fields, "type", what);
        if (!type.equals(TYPE)) {
            throw unusable(what, "is not of type \"" + TYPE + "\" but of another");
        }
        String clientEmail = field(fields, "client_email", what);
        Provider provider = RsaProvider.faster();
        PrivateKey key = privateKey(field(fields, "private_key", what), what);
        return provider == null ? SigningKey.rsa(clientEmail, key) : SigningKey.rsa(clientEmail, key, provider);
    }

    private static GenericJson parse(Reader json, String what) {
        try {
            return new JsonObjectParser(GsonFactory.getDefaultInstance()).parseAndClose(json, GenericJson.class);
        } catch (IOException | RuntimeException e) {
            throw unusable(what, "is not JSON");
        }
    }

    private static String field(GenericJson fields, String name, String what) {
        if (fields.get(name) instanceof String value && !value.isBlank()) {
            return value;
        }
        throw unusable(what, "has no \"" + name + "\"");
    }

    private static PrivateKey privateKey(String pem, String what) {
        int start = pem.indexOf(HEADER);
        int end = pem.indexOf(FOOTER);
        if (start < 0 || end < start) {
            throw unusable(what, "has a \"private_key\" that is not PKCS#8 in PEM (\"" + HEADER + "\")");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(start + HEADER.length(), end));
            Provider provider = RsaProvider.faster();
            KeyFactory rsa = provider == null ? KeyFactory.getInstance(RSA) : KeyFactory.getInstance(RSA, provider);
            return rsa.generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(what, "has a \"private_key\" that is damaged, or is no RSA key");
        }
    }

    /** Returns a key in the form that the faster provider works with, or the key itself if there is none or it cannot. */
    static PrivateKey translate(PrivateKey key) {
        Provider provider = RsaProvider.faster();
        byte[] der = key.getEncoded();
        if (provider == null || der == null) {
            return key;
        }
        try {
            return KeyFactory.getInstance(RSA, provider).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            return key;
        }
    }

    public static SigningException unusable(String what, String why) {
        return new SigningException(
                false,
                what + " " + why + "; use the JSON file that \"gcloud iam service-accounts keys create\" writes,"
                        + " or make a new one with it.",
                null);
    }
}
