package io.loist.examples.endtoend.house;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The calls that classes make while they hold a monitor, in a synchronized method or block, directly or through their own methods.
 * A call through an interface of theirs may be any class's that implements it. A method reference is not a call.
 */
final class MonitorCalls {

    /** A method, or a call of one: its class, its name and its descriptor. */
    record Method(String owner, String name, String descriptor) {

        @Override
        public String toString() {
            return owner.replace('/', '.') + "." + name;
        }
    }

    private final Map<Method, List<Method>> calls = new HashMap<>();
    private final Map<Method, List<Method>> underMonitor = new HashMap<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();

    MonitorCalls(Collection<JavaClass> classes) {
        for (JavaClass type : classes) {
            Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
                    .forEach(above -> subtypes.computeIfAbsent(internalName(above), name -> new HashSet<>())
                            .add(internalName(type)));
            read(type);
        }
    }

    /** Returns the methods that hold a monitor, each with the first such call. */
    Set<String> reaching(Predicate<Method> wanted) {
        Set<String> found = new TreeSet<>();
        underMonitor.forEach((method, first) -> {
            Method reached = search(first, wanted);
            if (reached != null) {
                found.add(method + " holds a monitor and calls " + reached);
            }
        });
        return found;
    }

    private @Nullable Method search(List<Method> first, Predicate<Method> wanted) {
        Deque<Method> open = new ArrayDeque<>(first);
        Set<Method> seen = new HashSet<>(first);
        while (!open.isEmpty()) {
            Method call = open.remove();
            if (wanted.test(call)) {
                return call;
            }
            for (Method target : targets(call)) {
                for (Method next : calls.getOrDefault(target, List.of())) {
                    if (seen.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return null;
    }

    private List<Method> targets(Method call) {
        List<Method> targets = new ArrayList<>(List.of(call));
        subtypes.getOrDefault(call.owner(), Set.of())
                .forEach(below -> targets.add(new Method(below, call.name(), call.descriptor())));
        return targets;
    }

    private void read(JavaClass type) {
        String file = "/" + internalName(type) + ".class";
        try (InputStream in = MonitorCalls.class.getResourceAsStream(file)) {
            if (in != null) {
                new ClassReader(in).accept(new Calls(internalName(type)), ClassReader.SKIP_DEBUG);
            }
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    private static String internalName(JavaClass type) {
        return type.getName().replace('.', '/');
    }

    private final class Calls extends ClassVisitor {

        private final String owner;

        Calls(String owner) {
            super(Opcodes.ASM9);
            this.owner = owner;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            Method method = new Method(owner, name, descriptor);
            return new MethodVisitor(Opcodes.ASM9) {

                private int monitors = (access & Opcodes.ACC_SYNCHRONIZED) == 0 ? 0 : 1;

                /** The compiler writes a second exit, for exceptions, behind the first. */
                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.MONITORENTER) {
                        monitors++;
                    } else if (opcode == Opcodes.MONITOREXIT) {
                        monitors = Math.max(0, monitors - 1);
                    }
                }

                @Override
                public void visitMethodInsn(
                        int opcode, String target, String called, String form, boolean isInterface) {
                    Method call = new Method(target, called, form);
                    calls.computeIfAbsent(method, key -> new ArrayList<>()).add(call);
                    if (monitors > 0) {
                        underMonitor
                                .computeIfAbsent(method, key -> new ArrayList<>())
                                .add(call);
                    }
                }
            };
        }
    }
}
