import Foundation
import Schemas
import TestSupport
import Testing

@testable import whosaid

@Suite struct DoctorCommandTests {
    @Test(.enabled(if: TestResources.hasModels, "needs the models")) func aSoundArchiveIsReported() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting])
        let run = try program.run("doctor")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let lines = run.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("whosaid ") && $0.hasSuffix(" \(WhoSaid.version)") })
        #expect(lines.contains { $0.contains(/^SQLite +3\.\d+\.\d+$/) })
        let schema = try #require(Schemas.migrations.last?.identifier)
        let archive = "\(program.archivePath): 1 recordings, 14 words, schema \(schema), sound"
        #expect(lines.contains { $0.hasPrefix("archive ") && $0.hasSuffix(" " + archive) })
        #expect(lines.contains { $0.hasPrefix("processor ") && $0.contains("cores") })
    }

    @Test(.enabled(if: TestResources.hasModels, "needs the models")) func aMissingArchiveIsANoteAndIsNotMade() throws {
        let program = try WhoSaidProgram()
        let run = try program.run("doctor")
        #expect(run.status == 0)
        #expect(run.output.contains("note: \(program.archivePath) does not exist yet"))
        #expect(!FileManager.default.fileExists(atPath: program.archivePath))
    }

    @Test(.enabled(if: TestResources.hasModels, "needs the models")) func aBrokenArchiveIsAProblem() throws {
        let program = try WhoSaidProgram()
        try program.folder.write(String(repeating: "x", count: 5000), to: "archive.db")
        let run = try program.run("doctor")
        #expect(run.status == 74)
        #expect(run.errors.isEmpty)
        #expect(
            run.output.contains(
                "PROBLEM: \(program.archivePath) is not a SQLite database; it was left as it is\n"))
    }

    @Test func checksAreColumns() {
        let checks = [
            DoctorCheck("a", .fine("one")), DoctorCheck("bcd", .note("two\nlines")),
            DoctorCheck("e", .problem("three", .modelUnavailable)),
        ]
        #expect(DoctorCommand.report(checks) == "a    one\nbcd  note: two lines\ne    PROBLEM: three\n")
        #expect(checks.map(\.problem) == [nil, nil, .modelUnavailable])
    }

    @Test func featuresOfTheProcessorAreRead() {
        let intel = ProcessorDescription(
            "processor\t: 0\nmodel name\t: Fast 9000\nflags\t\t: fpu avx2 fma avx512_vnni\n"
                + "processor\t: 1\nmodel name\t: Other\nflags\t\t: fpu\n")
        #expect(intel.model == "Fast 9000")
        #expect(intel.features == ["avx2", "fma", "avx512_vnni"])
        let arm = ProcessorDescription("Features\t: fp asimd i8mm\nCPU part\t: 0xd40\n")
        #expect(arm.model == "CPU part 0xd40")
        #expect(arm.features == ["asimd", "i8mm"])
        #expect(ProcessorDescription("").model == "unknown")
    }
}
