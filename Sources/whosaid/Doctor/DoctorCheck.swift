import TranscriptText

/// One check of `whosaid doctor`.
struct DoctorCheck: Hashable {
    /// The result of a check.
    enum Finding: Hashable {
        /// No problem.
        case fine(String)
        /// The program works with a restriction.
        case note(String)
        /// Commands that need the checked thing fail with the status.
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

    /// Name of what is checked, for example `SQLite`.
    let name: String
    let finding: Finding

    init(_ name: String, _ finding: Finding) {
        self.name = name
        self.finding = finding
    }

    /// The exit status of commands that need the checked thing; nil if there is no problem.
    var problem: ExitStatus? {
        if case .problem(_, let status) = finding { status } else { nil }
    }
}
