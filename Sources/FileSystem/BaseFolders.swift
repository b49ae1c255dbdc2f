/// The user's folders by the XDG Base Directory rules: a variable of the environment, else a folder in the home folder. A
/// variable that is empty or a relative path counts as unset.
public enum BaseFolders {
    /// What a folder is for.
    public enum Purpose: Hashable, Sendable, CaseIterable {
        /// What the user would miss: archives and models.
        case data
        /// What can be computed again.
        case cache
        /// What should last between runs but matters less than data: logs.
        case state

        /// Name of the variable that names the folder.
        public var variable: String {
            switch self {
            case .data: "XDG_DATA_HOME"
            case .cache: "XDG_CACHE_HOME"
            case .state: "XDG_STATE_HOME"
            }
        }

        fileprivate var inHome: String {
            switch self {
            case .data: ".local/share"
            case .cache: ".cache"
            case .state: ".local/state"
            }
        }
    }

    /// The path of something of this program's.
    /// - Parameters:
    ///   - name: its path in the program's part of the folder, for example `logs`.
    ///   - environment: variables by name.
    /// - Returns: an absolute path unless `HOME` is relative; nil where the environment names neither folder nor home.
    public static func path(_ name: String, in purpose: Purpose, environment: [String: String]) -> String? {
        if let folder = environment[purpose.variable], folder.hasPrefix("/") { return "\(folder)/whosaid/\(name)" }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return "\(home)/\(purpose.inHome)/whosaid/\(name)"
    }
}
