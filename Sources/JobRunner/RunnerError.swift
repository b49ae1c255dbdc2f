/// Why the runner could not do what was asked, beyond what the modules below say.
public enum RunnerError: Error, Hashable, Sendable {
    /// The text of a fault plan makes no sense.
    case badFaultPlan(String, known: [String])
}

extension RunnerError: CustomStringConvertible {
    /// What is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .badFaultPlan(let text, let known):
            "WHOSAID_CRASH_AT: `\(text)` is not point[:count][@KILL|TERM|STOP]; "
                + "points are \(known.joined(separator: ", "))"
        }
    }
}
