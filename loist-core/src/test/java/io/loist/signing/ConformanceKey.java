package io.loist.signing;

import com.google.gson.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** Both halves of the key that signed Google's examples. */
record ConformanceKey(SigningKey signing, VerificationKey verification) {

    static ConformanceKey load() {
        JsonObject account = ConformanceVector.serviceAccount();
        String email = account.get("client_email").getAsString();
        String pem = account.get("private_key").getAsString().replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            RSAPublicKeySpec publicHalf = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return new ConformanceKey(
                    SigningKey.rsa(email, key), VerificationKey.rsa(email, rsa.generatePublic(publicHalf)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the key of the examples cannot be read", e);
        }
    }
}
