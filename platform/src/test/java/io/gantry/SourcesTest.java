package io.gantry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Laws about the text of every module, tests included.
class SourcesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LONGEST_FILE = 500;
    private static final int LONGEST_METHOD = 40;

    @Test
    void noFileIsLongerThanFiveHundredLinesAndNoMethodThanForty() throws IOException {
        var tooLong = new ArrayList<String>();
        var sources = sources();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, files, problem -> {}, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources));
            var positions = Trees.instance(task).getSourcePositions();
            for (var unit : task.parse()) {
                if (unit.getLineMap().getLineNumber(positions.getEndPosition(unit, unit)) > LONGEST_FILE) {
                    tooLong.add(unit.getSourceFile().getName());
                }
                new Methods(unit, positions).scan(unit, tooLong);
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void nobodyMocks() throws IOException {
        var mocking = new ArrayList<Path>();
        for (var source : sources()) {
            if (Files.readString(source).contains("import org." + "mockito")) {
                mocking.add(source);
            }
        }
        assertEquals(List.of(), mocking);
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> ROOT.relativize(file).toString().contains("src/"))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .toList();
        }
    }

    private static final class Methods extends TreeScanner<@Nullable Object, List<String>> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Methods(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Object visitMethod(MethodTree method, List<String> found) {
            if (method.getBody() == null) {
                return null;
            }
            var lines = unit.getLineMap();
            var first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
            var last = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first >= LONGEST_METHOD) {
                found.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName() + " "
                        + (last - first + 1));
            }
            return super.visitMethod(method, found);
        }
    }
}
