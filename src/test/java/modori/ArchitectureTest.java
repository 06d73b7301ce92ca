package modori;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;

/** The tree is the data flow: which package may use which. */
@AnalyzeClasses(packages = "modori", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule mailUsesNothingOfOurs = part("mail").mayUse();

  @ArchTest static final ArchRule ingestUsesMail = part("ingest").mayUse("mail");

  @ArchTest static final ArchRule parseUsesMailAndIngest = part("parse").mayUse("mail", "ingest");

  @ArchTest static final ArchRule classifyUsesMail = part("classify").mayUse("mail");

  @ArchTest
  static final ArchRule bounceUsesMailIngestAndClassify =
      part("bounce").mayUse("mail", "ingest", "classify");

  @ArchTest
  static final ArchRule correlateUsesParseButNoServersParser =
      classes()
          .that()
          .resideInAPackage("modori.correlate..")
          .should()
          .onlyDependOnClassesThat(
              outside().or(under("correlate", "mail", "classify", "bounce")).or(parseRoot()));

  @ArchTest
  static final ArchRule scanUsesIngestParseCorrelateAndClassify =
      part("scan").mayUse("mail", "ingest", "parse", "correlate", "classify");

  @ArchTest
  static final ArchRule chronicUsesMailAndClassify = part("chronic").mayUse("mail", "classify");

  @ArchTest
  static final ArchRule reportUsesMailClassifyAndChronic =
      part("report").mayUse("mail", "classify", "chronic");

  @ArchTest
  static final ArchRule sparkUsesAllButJobs =
      noClasses()
          .that()
          .resideInAPackage("modori.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("modori.jobs..");

  @ArchTest
  static final ArchRule noServersParserKnowsAnother =
      slices()
          .matching("modori.parse.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(describe("any", any -> true), inSyslog())
          .as("no server's parser knows another; all may read the syslog envelope");

  @ArchTest
  static final ArchRule theRootOfParseKnowsNoServer =
      noClasses()
          .that(parseRoot())
          .should()
          .dependOnClassesThat()
          .resideInAPackage("modori.parse.(*)..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("modori.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlySparkAndJobsKnowTheCluster =
      noClasses()
          .that()
          .resideOutsideOfPackages("modori.spark..", "modori.jobs..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..", "org.apache.iceberg..", "org.apache.hadoop..", "scala..");

  private record Part(String name) {
    ArchRule mayUse(String... others) {
      return classes()
          .that()
          .resideInAPackage("modori." + name + "..")
          .should()
          .onlyDependOnClassesThat(outside().or(under(name)).or(under(others)));
    }
  }

  private static Part part(String name) {
    return new Part(name);
  }

  private static DescribedPredicate<JavaClass> outside() {
    return describe("not ours", type -> !type.getPackageName().startsWith("modori"));
  }

  private static DescribedPredicate<JavaClass> under(String... names) {
    List<String> wanted = Arrays.stream(names).map(name -> "modori." + name).toList();
    return describe(
        "in " + wanted,
        type ->
            wanted.stream()
                .anyMatch(
                    name ->
                        type.getPackageName().equals(name)
                            || type.getPackageName().startsWith(name + ".")));
  }

  private static DescribedPredicate<JavaClass> parseRoot() {
    return describe("in the root of parse", type -> type.getPackageName().equals("modori.parse"));
  }

  private static DescribedPredicate<JavaClass> inSyslog() {
    return describe("in parse.syslog", type -> type.getPackageName().equals("modori.parse.syslog"));
  }
}
