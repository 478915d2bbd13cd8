package io.loist.examples.subsonic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Who may use the library. Clients send hashes of password and salt, so passwords cannot be kept as hashes. */
public record Users(List<User> all) {

    private record User(String name, String password, String apiKey) {}

    /** Reads users from a text: {@code name:password:apiKey}, separated by commas. */
    public static Users parse(String text) {
        return new Users(Arrays.stream(text.split(",", -1)).map(Users::user).toList());
    }

    private static User user(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3 || List.of(parts).contains("")) {
            throw new IllegalArgumentException("Write users as name:password:apiKey, separated by commas.");
        }
        return new User(parts[0], parts[1], parts[2]);
    }

    /** Returns the name of who sent a request, by API key, token or password. */
    String authenticate(Request request) {
        boolean byKey = request.has("apiKey");
        boolean byToken = request.has("t") || request.has("s");
        if (request.has("jwt")) {
            throw new Failure(Failure.MECHANISM_NOT_SUPPORTED, "Send an API key, a token or a password.");
        } else if (byKey ? byToken || request.has("u") || request.has("p") : byToken && request.has("p")) {
            throw new Failure(Failure.CONFLICTING_MECHANISMS, "Send an API key, or a name with a token or a password.");
        }
        return all.stream()
                .filter(user -> byKey
                        ? equal(user.apiKey(), request.text("apiKey"))
                        : request.text("u").equals(user.name()) && knowsPassword(user, request))
                .map(User::name)
                .findFirst()
                .orElseThrow(() -> byKey
                        ? new Failure(Failure.INVALID_API_KEY, "Invalid API key.")
                        : new Failure(Failure.WRONG_PASSWORD, "Wrong username or password."));
    }

    private static boolean knowsPassword(User user, Request request) {
        if (request.has("t")) {
            return equal(md5(user.password() + request.text("s")), request.text("t"));
        }
        String password = request.text("p");
        String hex = "enc:" + HexFormat.of().formatHex(bytes(user.password()));
        return equal(password.startsWith("enc:") ? hex : user.password(), password);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Subsonic needs MD5, which this Java does not have.", e);
        }
    }

    private static boolean equal(String expected, String given) {
        return MessageDigest.isEqual(bytes(expected), bytes(given));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
