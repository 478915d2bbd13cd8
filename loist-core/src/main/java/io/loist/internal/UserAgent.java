package io.loist.internal;

import java.lang.module.ModuleDescriptor;
import org.jspecify.annotations.Nullable;

/** The name with which loist's HTTP requests present themselves. */
public final class UserAgent {

    /** The name and the version, such as {@code loist/0.1.0}; {@code loist/dev} where the classes come from no jar. */
    public static final String VALUE = "loist/" + version();

    private UserAgent() {}

    private static String version() {
        @Nullable String jar = UserAgent.class.getPackage().getImplementationVersion();
        if (jar != null) {
            return jar;
        }
        @Nullable ModuleDescriptor module = UserAgent.class.getModule().getDescriptor();
        return module == null ? "dev" : module.rawVersion().orElse("dev");
    }
}
