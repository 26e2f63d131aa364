package io.gantry.plugin;

import io.gantry.api.DriverId;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/// Reads what class files say without loading them: nothing of a plugin runs before it was let in.
final class Bytecode {
    private static final Set<String> EXITS = Set.of("java/lang/System.exit", "java/lang/Runtime.exit",
            "java/lang/Runtime.halt");

    private Bytecode() {}

    static ClassModel parse(byte[] bytes) {
        return ClassFile.of().parse(bytes);
    }

    /// The call with which the class would end the host, if it has one.
    static Optional<String> exit(ClassModel model) {
        return StreamSupport.stream(model.constantPool().spliterator(), false)
                .filter(MemberRefEntry.class::isInstance)
                .map(MemberRefEntry.class::cast)
                .map(member -> member.owner().asInternalName() + "." + member.name().stringValue())
                .filter(EXITS::contains)
                .map(call -> call.substring("java/lang/".length()))
                .findFirst();
    }

    /// The elements of the class's [DriverId].
    static Optional<Map<String, String>> driverId(ClassModel model) {
        return model.findAttribute(Attributes.runtimeVisibleAnnotations())
                .flatMap(all -> all.annotations()
                        .stream()
                        .filter(one -> one.classSymbol().equals(DriverId.class.describeConstable().orElseThrow()))
                        .findFirst())
                .map(annotation -> {
                    var elements = new HashMap<String, String>();
                    annotation.elements().forEach(element -> {
                        if (element.value() instanceof AnnotationValue.OfString text) {
                            elements.put(element.name().stringValue(), text.stringValue());
                        }
                    });
                    return elements;
                });
    }
}
