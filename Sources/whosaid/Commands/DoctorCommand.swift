import ArgumentParser
import Foundation

/// `whosaid doctor`: what this machine has to offer, and what is wrong with it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the processor, what may be used of it, the libraries, the models and the archive.")

    @OptionGroup var archive: ArchiveOptions
    @OptionGroup var models: ModelOptions

    func run() throws {
        let checks = try Self.checks(archive: archive, models: models)
        try StandardOutput.write(Self.report(checks))
        if let problem = checks.compactMap(\.problem).first { throw problem }
    }

    /// All checks in the order in which they are printed; a check of another part of the program is one more line.
    static func checks(archive: ArchiveOptions, models: ModelOptions) throws -> [DoctorCheck] {
        let allotment = Allotment.ofThisProcess()
        let (store, modelChecks) = DoctorCheck.models(models)
        return [DoctorCheck("whosaid", .fine(WhoSaid.version)), DoctorCheck.processor(allotment)]
            + DoctorCheck.allotment(allotment, store) + DoctorCheck.libraries() + modelChecks
            + [try DoctorCheck.sqlite(), DoctorCheck.archive(archive)]
    }

    /// One line a check, names and findings in columns.
    static func report(_ checks: [DoctorCheck]) -> String {
        let width = checks.map(\.name.count).max() ?? 0
        return checks.map { check in
            check.name + String(repeating: " ", count: width - check.name.count + 2) + check.finding.text + "\n"
        }.joined()
    }
}
