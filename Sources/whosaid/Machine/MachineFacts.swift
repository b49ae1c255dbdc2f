import Foundation

/// The facts from which `Allotment` is computed. Tests make their own.
struct MachineFacts {
    /// Online processors, at least 1.
    var onlineProcessors: Int
    /// Memory of the machine in bytes.
    var memoryBytes: Int
    /// Variables of the environment. Schedulers state in them what a job may use.
    var environment: [String: String]
    /// Content of a file of `/proc` or of a cgroup; nil if this process has no such file.
    var content: (_ path: String) -> String?

    /// The facts of this process.
    static func ofThisProcess() -> MachineFacts {
        let information = ProcessInfo.processInfo
        return MachineFacts(
            onlineProcessors: max(1, onlineProcessors() ?? information.activeProcessorCount),
            memoryBytes: Int(clamping: information.physicalMemory), environment: information.environment
        ) { path in
            // Most machines have only some of the files. A file that cannot be read sets no limit.
            do { return try String(contentsOfFile: path, encoding: .utf8) } catch { return nil }
        }
    }

    private static func onlineProcessors() -> Int? {
        let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return count > 0 ? count : nil
    }
}
