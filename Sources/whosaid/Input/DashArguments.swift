/// Arguments that begin with one dash.
enum DashArguments {
    /// Refuses what is no option of the program, before the argument parser sees it.
    ///
    /// The parser takes `-dash.wav` for the options -d, -a, -s, -h …, and -h among them for a request for help, which
    /// succeeds. There is no option of one dash but -h; of negative numbers the parser knows itself what to say.
    /// - Parameter arguments: Without the name of the program.
    static func check(_ arguments: [String]) throws(CommandError) {
        for argument in arguments.prefix(while: { $0 != "--" })
        where argument.hasPrefix("-") && !argument.hasPrefix("--") && argument != "-h" {
            guard argument == "-" || isNegativeNumber(argument) else { throw .unknownOption(argument) }
        }
    }

    /// Whether an argument is a dash and a number, as `-1` and `-0.5`.
    static func isNegativeNumber(_ argument: String) -> Bool {
        argument.hasPrefix("-") && argument.contains { $0 != "-" }
            && argument.dropFirst().allSatisfy { $0.isASCII && $0.isNumber || $0 == "." }
    }
}
