import ArgumentParser
import Foundation

/// `whosaid doctor`: checks of the machine and the installation.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the processor, the resource limits, the libraries, the models and the archive.",
        discussion: """
            Prints a line for each check. The exit code is that of the first problem, or 0.

            Examples:
              whosaid doctor
                  Check everything that the program needs.
              whosaid doctor --database meetings.db
                  Check another archive.
            """)

    @OptionGroup var archive: ArchiveOptions
    @OptionGroup var models: ModelOptions

    func run() throws {
        let checks = try Self.checks(archive: archive, models: models)
        try StandardOutput.write(Self.report(checks))
        if let problem = checks.compactMap(\.problem).first { throw problem }
    }

    /// All checks, in the order in which they are printed.
    static func checks(archive: ArchiveOptions, models: ModelOptions) throws -> [DoctorCheck] {
        let allotment = Allotment.ofThisProcess()
        let (store, modelChecks) = DoctorCheck.models(models)
        return [DoctorCheck("whosaid", .fine(WhoSaid.version)), DoctorCheck.processor(allotment)]
            + DoctorCheck.allotment(allotment, store) + DoctorCheck.libraries() + modelChecks
            + [try DoctorCheck.sqlite(), DoctorCheck.archive(archive)]
    }

    /// A line for each check, with names and findings in columns.
    static func report(_ checks: [DoctorCheck]) -> String {
        let width = checks.map(\.name.count).max() ?? 0
        return checks.map { check in
            check.name + String(repeating: " ", count: width - check.name.count + 2) + check.finding.text + "\n"
        }.joined()
    }
}
