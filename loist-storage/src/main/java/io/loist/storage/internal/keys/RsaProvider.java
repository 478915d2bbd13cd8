package io.loist.storage.internal.keys;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/** Finds the provider of RSA signatures: Conscrypt if it is on the class path and runs on this platform, otherwise the JDK's. */
public final class RsaProvider {

    private static final String CONSCRYPT = "org.conscrypt.OpenSSLProvider";
    private static final @Nullable Provider FASTER = conscrypt();

    private RsaProvider() {}

    /** Returns the provider for loist's own keys, or null; it is not installed, so no other code in this process uses it. */
    static @Nullable Provider faster() {
        return FASTER;
    }

    /** Returns the name of the provider that {@link io.loist.signing.SigningKey}s of this module use. */
    public static String name() {
        return FASTER == null ? Security.getProviders("Signature.SHA256withRSA")[0].getName() : FASTER.getName();
    }

    private static @Nullable Provider conscrypt() {
        try {
            return Class.forName(CONSCRYPT)
                    .asSubclass(Provider.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException
                | LinkageError e) {
            return null; // not there, or no native library for this platform
        }
    }
}
