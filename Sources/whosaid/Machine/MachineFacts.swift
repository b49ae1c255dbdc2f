import Foundation

/// What a process can find out about the machine and about what it may use of it. Tests describe machines of their own.
struct MachineFacts {
    /// Processors that are switched on, at least 1.
    var onlineProcessors: Int
    /// Memory of the machine in bytes.
    var memoryBytes: Int
    /// Variables of the environment, in which a scheduler states what it has given the job.
    var environment: [String: String]
    /// Content of a file of `/proc` or of a cgroup; nil where there is no such file for this process.
    var content: (_ path: String) -> String?

    /// What this process finds.
    static func ofThisProcess() -> MachineFacts {
        let information = ProcessInfo.processInfo
        return MachineFacts(
            onlineProcessors: max(1, onlineProcessors() ?? information.activeProcessorCount),
            memoryBytes: Int(clamping: information.physicalMemory), environment: information.environment
        ) { path in
            // Most machines have only some of the files; one that cannot be read limits nothing that is known.
            do { return try String(contentsOfFile: path, encoding: .utf8) } catch { return nil }
        }
    }

    private static func onlineProcessors() -> Int? {
        let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return count > 0 ? count : nil
    }
}
