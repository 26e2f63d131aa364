package io.gantry.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Holds the contract to its size, and every part of it to a word of explanation.
class ContractTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void isSmallEnoughToReadInOneSitting() throws IOException {
        var lines = 0L;
        for (var file : sources()) {
            try (var text = Files.lines(file)) {
                lines += text.count();
            }
        }
        assertTrue(lines <= 1200, lines + " lines");
        var types = sources().stream().filter(file -> !file.endsWith("package-info.java")).count();
        assertTrue(types <= 55, types + " types");
    }

    @Test
    void explainsEveryTypeMethodComponentAndConstant() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var silent = new ArrayList<String>();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(sources());
            var task = (JavacTask) compiler.getTask(null, files, problem -> {}, List.of("-proc:none"), null, units);
            var docs = DocTrees.instance(task);
            for (var unit : task.parse()) {
                new Explained(docs).scan(unit, silent);
            }
        }
        assertEquals(List.of(), silent);
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static final class Explained extends TreePathScanner<@Nullable Object, List<String>> {
        private final DocTrees docs;

        Explained(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Object visitClass(ClassTree type, List<String> silent) {
            var text = doc(getCurrentPath());
            check(type, type.getSimpleName().toString(), text, silent);
            var components = type.getKind() == Tree.Kind.RECORD
                    ? type.getMembers()
                            .stream()
                            .filter(member -> member instanceof VariableTree field
                                    && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                            .map(member -> ((VariableTree) member).getName().toString())
                            .toList()
                    : List.<String>of();
            // A record of one component says in its sentence what that is.
            components.stream()
                    .filter(name -> components.size() > 1 && !text.contains("@param " + name + " "))
                    .forEach(name -> silent.add(type.getSimpleName() + "." + name));
            return super.visitClass(type, silent);
        }

        @Override
        public @Nullable Object visitMethod(MethodTree method, List<String> silent) {
            var hidden = method.getModifiers().getFlags().contains(Modifier.PRIVATE);
            var inherited = method.getModifiers()
                    .getAnnotations()
                    .stream()
                    .anyMatch(annotation -> annotation.toString().contains("Override"));
            if (!hidden && !inherited) {
                check(method, method.getName().toString(), doc(getCurrentPath()), silent);
            }
            return null;
        }

        @Override
        public @Nullable Object visitVariable(VariableTree field, List<String> silent) {
            var constant = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    && type.getKind() == Tree.Kind.ENUM && !field.getModifiers().getFlags().contains(Modifier.PRIVATE);
            if (constant) {
                check(field, field.getName().toString(), doc(getCurrentPath()), silent);
            }
            return null;
        }

        private String doc(TreePath path) {
            var text = docs.getDocComment(path);
            return text == null ? "" : text;
        }

        private static void check(Tree tree, String name, String text, List<String> silent) {
            if (text.isBlank()) {
                silent.add(name + ": " + tree.toString().lines().findFirst().orElse(""));
            }
        }
    }
}
