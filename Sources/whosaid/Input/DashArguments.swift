/// Arguments that begin with one dash.
enum DashArguments {
    /// Refuses arguments with one dash that are no option of the program.
    ///
    /// The parser reads `-dash.wav` as the options -d, -a, -s, -h …, and -h prints help and succeeds. The only option
    /// with one dash is -h. The parser itself reports negative numbers.
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
