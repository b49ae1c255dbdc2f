import ArchiveCore

extension DoctorCheck {
    /// The database library.
    static func sqlite() throws -> DoctorCheck { DoctorCheck("SQLite", .fine(try Archive.sqliteVersion())) }

    /// Path, content and integrity of the archive.
    static func archive(_ options: ArchiveOptions) -> DoctorCheck {
        let name = "archive"
        do {
            let archive = try options.openExisting()
            let problems = try archive.integrityProblems()
            guard problems.isEmpty else {
                let detail = problems.prefix(3).joined(separator: "; ")
                return DoctorCheck(name, .problem("\(archive.path) is damaged: \(detail)", .inputOutput))
            }
            let recordings = try archive.recordings()
            let words = recordings.reduce(0) { $0 + $1.wordCount }
            let schema = try archive.migrations().last ?? "none"
            let state =
                archive.isReadOnly ? "sound, read-only; the full-text index was not checked" : "sound"
            return DoctorCheck(
                name,
                .fine("\(archive.path): \(recordings.count) recordings, \(words) words, schema \(schema), \(state)"))
        } catch ArchiveError.missing(let path) {
            return DoctorCheck(name, .note("\(path) does not exist yet; `whosaid transcribe` creates it"))
        } catch {
            return DoctorCheck(name, .problem("\(error)", ExitStatus(of: error) ?? .internalError))
        }
    }
}
