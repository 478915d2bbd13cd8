package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The public API is the text in {@code api.txt}, so that each change of it is seen in the change. {@code -Dloist.api.write=true}
 * writes the text anew.
 */
class PublicApiTest {

    private static final Path AGREED = Path.of("src/test/resources/io/loist/examples/endtoend/house/api.txt");

    @Test
    void publicApi_isTheTextThatIsAgreedOn() throws IOException {
        List<String> api = Loist.library().stream()
                .filter(PublicApiTest::isPublic)
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .flatMap(type -> lines(type.reflect()))
                .toList();
        if (Boolean.getBoolean("loist.api.write")) {
            Files.write(AGREED, api);
        }

        assertThat(api).isEqualTo(Files.readAllLines(AGREED));
    }

    private static boolean isPublic(JavaClass type) {
        return !type.getPackageName().contains(".internal")
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isAnonymousClass()
                && type.getEnclosingClass().map(PublicApiTest::isPublic).orElse(true);
    }

    private static Stream<String> lines(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            members.add(modifiers(field) + name(field.getAnnotatedType()) + " " + field.getName());
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            members.add(modifiers(constructor) + type.getSimpleName() + parameters(constructor));
        }
        for (Method method : type.getDeclaredMethods()) {
            if (!method.isSynthetic()) {
                members.add(modifiers(method) + name(method.getAnnotatedReturnType()) + " " + method.getName()
                        + parameters(method));
            }
        }
        return Stream.concat(
                Stream.of(head(type)),
                members.stream()
                        .filter(member -> member.startsWith("public ") || member.startsWith("protected "))
                        .map(member -> "    " + member)
                        .sorted());
    }

    private static String head(Class<?> type) {
        String kind = type.isRecord() ? "record" : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
        List<String> above = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(Type::getTypeName)
                .filter(name -> !name.matches("java\\.lang\\.(Object|Record|Enum<.*>)"))
                .toList();
        return (type.isSealed() ? "sealed " : "")
                + (Modifier.isAbstract(type.getModifiers()) && kind.equals("class") ? "abstract " : "")
                + kind + " " + type.getName() + (above.isEmpty() ? "" : " : " + String.join(", ", above));
    }

    private static String modifiers(Member member) {
        int kept = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT;
        return Modifier.toString(member.getModifiers() & kept) + " ";
    }

    private static String parameters(Executable executable) {
        String parameters = Arrays.stream(executable.getAnnotatedParameterTypes())
                .map(PublicApiTest::name)
                .collect(Collectors.joining(", ", "(", ")"));
        Type[] thrown = executable.getGenericExceptionTypes();
        return thrown.length == 0
                ? parameters
                : parameters
                        + Arrays.stream(thrown)
                                .map(Type::getTypeName)
                                .collect(Collectors.joining(", ", " throws ", ""));
    }

    private static String name(AnnotatedType type) {
        return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "")
                + type.getType().getTypeName();
    }
}
