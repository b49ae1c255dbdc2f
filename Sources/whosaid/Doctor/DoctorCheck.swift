import TranscriptText

/// One thing that `whosaid doctor` looked at.
struct DoctorCheck: Hashable {
    /// What a look at it has shown.
    enum Finding: Hashable {
        /// It is as it should be.
        case fine(String)
        /// The program works, but not with everything.
        case note(String)
        /// The program does not work; commands that need the thing end with the status.
        case problem(String, ExitStatus)

        /// The finding on one line.
        var text: String {
            switch self {
            case .fine(let text): InertText.line(text)
            case .note(let text): "note: " + InertText.line(text)
            case .problem(let text, _): "PROBLEM: " + InertText.line(text)
            }
        }
    }

    /// Name of the thing, for example `SQLite`.
    let name: String
    let finding: Finding

    init(_ name: String, _ finding: Finding) {
        self.name = name
        self.finding = finding
    }

    /// The status with which a command would end, or nil where there is no problem.
    var problem: ExitStatus? {
        if case .problem(_, let status) = finding { status } else { nil }
    }
}
