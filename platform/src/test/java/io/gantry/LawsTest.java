package io.gantry;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructor;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// What holds everywhere in the host, whoever writes it.
@AnalyzeClasses(packages = "io.gantry", importOptions = ImportOption.DoNotIncludeTests.class)
class LawsTest {
    /// What each part may use besides itself and the contract; `docs/decisions/packages.md` says why. A part that is not named may use all.
    private static final Map<String, Set<String>> TABLE = Map.ofEntries(Map.entry("api", Set.of()),
            Map.entry("base", Set.of()), Map.entry("sql", Set.of("base")), Map.entry("plugin", Set.of("base")),
            Map.entry("job", Set.of("base")), Map.entry("identity", Set.of("base")),
            Map.entry("secret", Set.of("base", "plugin", "job", "identity")),
            Map.entry("image", Set.of("base", "sql")),
            Map.entry("accelerator", Set.of("base", "sql", "plugin", "job", "identity", "image")),
            Map.entry("baremetal", Set.of("base", "sql", "plugin", "job", "identity", "image", "secret")),
            Map.entry("compute",
                    Set.of("base", "sql", "plugin", "job", "identity", "image", "secret", "accelerator")),
            Map.entry("cli", Set.of("base", "host")));

    @ArchTest
    static final ArchRule pf4jStaysBehindTheWall = noClasses().that()
            .resideOutsideOfPackages("io.gantry.plugin..", "io.gantry.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pf4j..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theApiNeedsNothingOfTheHost = classes().that()
            .resideInAPackage("io.gantry.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.gantry.api..", "org.jspecify..", "org.pf4j");

    @ArchTest
    static final ArchRule valuesDoNotKnowTheInterfaces = noClasses().that()
            .resideInAPackage("io.gantry.api.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gantry.api");

    @ArchTest
    static final ArchRule everyPartUsesOnlyWhatTheTableOfPackagesAllows = classes().that()
            .resideInAPackage("io.gantry..")
            .should(useOnlyWhatTheTableAllows());

    @ArchTest
    static final ArchRule featuresAreFreeOfCycles = slices().matching("io.gantry.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rowsAndControllersStayInTheirFeature = classes().that()
            .resideInAnyPackage("io.gantry..store..", "io.gantry.*.http..")
            .should(beUsedByTheirOwnFeatureAlone())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule driversAreReachedOnlyThroughTheirHandles = noClasses().that()
            .resideOutsideOfPackages("io.gantry.api..")
            .should(callConstructor(java.net.URLClassLoader.class, java.net.URL[].class))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.gantry.lab..", "io.gantry.local..", "io.gantry.deploy..",
                    "io.gantry.accelerators..",
                    "io.gantry.transfer..", "io.gantry.remote..", "io.gantry.barbican..", "io.gantry.vault..",
                    "io.gantry.redfish..",
                    "io.gantry.ipmi..");

    @ArchTest
    static final ArchRule onlyStoresTalkToTheDatabase = noClasses().that()
            .resideOutsideOfPackages("io.gantry..store..", "io.gantry.sql..", "io.gantry.host..")
            .and(not(generated()))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "io.micronaut.data.jdbc..");

    @ArchTest
    static final ArchRule onlyControllersKnowHttp = noClasses().that()
            .resideOutsideOfPackages("io.gantry..http..", "io.gantry.host..")
            .and(not(generated()))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micronaut.http..");

    @ArchTest
    static final ArchRule nobodyInjectsFields = noFields().should().beAnnotatedWith("jakarta.inject.Inject");

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.gantry..")
            .and()
            .areDeclaredInClassesThat(not(generated()))
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule onlyTheBaseReadsTheWallClock = noClasses().that()
            .resideOutsideOfPackages("io.gantry.base..", "io.gantry.cli..")
            .should(callMethod(Instant.class, "now"))
            .orShould(callMethod(InstantSource.class, "system"))
            .orShould(callMethod(System.class, "currentTimeMillis"))
            .orShould(callMethod(Clock.class, "systemUTC"));

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses().that(not(generated()))
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper");

    @ArchTest
    static final ArchRule everyFailureSaysWhatItIs = noClasses().that()
            .areNotAssignableTo(RuntimeException.class)
            .should(callConstructor(RuntimeException.class, String.class))
            .orShould(callConstructor(RuntimeException.class, Throwable.class))
            .orShould(callConstructor(RuntimeException.class, String.class, Throwable.class));

    private static ArchCondition<JavaClass> useOnlyWhatTheTableAllows() {
        return new ArchCondition<>("use only what the table of packages allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var part = part(type);
                for (var use : type.getDirectDependenciesFromSelf()) {
                    var other = part(use.getTargetClass());
                    var allowed = other.isEmpty() || other.equals(part) || other.equals("api")
                            || !TABLE.containsKey(part)
                            || TABLE.get(part).contains(other);
                    if (!allowed) {
                        events.add(SimpleConditionEvent.violated(use, use.getDescription()));
                    }
                }
            }
        };
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> generated() {
        return com.tngtech.archunit.base.DescribedPredicate.describe("generated",
                type -> type.getName().contains("$Definition")
                        || type.getName().contains("$Introspection") || type.getName().contains("$Intercepted"));
    }

    private static ArchCondition<JavaClass> beUsedByTheirOwnFeatureAlone() {
        return new ArchCondition<>("be used by their own feature alone") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var use : type.getDirectDependenciesToSelf()) {
                    var user = use.getOriginClass();
                    if (!part(user).equals(part(type))) {
                        events.add(SimpleConditionEvent.violated(use, use.getDescription()));
                    }
                }
            }
        };
    }

    /// `plugin` for everything in and below `io.gantry.plugin`; empty for what is not ours.
    private static String part(JavaClass type) {
        var name = type.getPackageName();
        return name.startsWith("io.gantry.") ? name.substring("io.gantry.".length()).replaceFirst("\\..*", "") : "";
    }
}
