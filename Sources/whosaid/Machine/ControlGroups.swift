/// The limits of the cgroups of a process, of version 1, version 2, or both.
///
/// The parents of a group limit it, too, so all folders are read from the process's own group to the root of the
/// mounted hierarchy. In a container the root is often the container's own group, or the paths in `/proc/self/cgroup`
/// are those outside of it; then the folder at which the hierarchy is mounted counts. Sources: the kernel's
/// `admin-guide/cgroup-v1` and `admin-guide/cgroup-v2`; proc_pid_mountinfo(5).
struct ControlGroups {
    /// A limit and the file that sets it.
    struct Limit: Hashable {
        let amount: Int
        let file: String
    }

    private struct Mount {
        let root: String
        let point: String
        /// Controllers of version 1; nil for version 2, which has all of them in one hierarchy.
        let controllers: Set<String>?
    }

    private let content: (String) -> String?
    private let mounts: [Mount]
    /// Path of the process's group by controller. The key of version 2 is empty.
    private let paths: [String: String]

    /// - Parameter content: Gives the text of a file; see `MachineFacts.content`.
    init(content: @escaping (String) -> String?) {
        self.content = content
        mounts = (content("/proc/self/mountinfo") ?? "").split(separator: "\n").compactMap { Self.mount($0) }
        var paths: [String: String] = [:]
        for line in (content("/proc/self/cgroup") ?? "").split(separator: "\n") {
            // A path may hold colons.
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            for controller in fields[1].split(separator: ",", omittingEmptySubsequences: false) {
                paths[String(controller)] = String(fields[2])
            }
        }
        self.paths = paths
    }

    /// Processors by quota, rounded up: two threads do more with 1.5 processors than one thread, and the kernel
    /// enforces the quota. The Java and .NET runtimes round up, too.
    var quotas: [Limit] {
        let first = folders("cpu", version: 1).compactMap { folder -> Limit? in
            let file = folder + "/cpu.cfs_quota_us"
            return Self.processors(quota: number(file), period: number(folder + "/cpu.cfs_period_us"), file)
        }
        let second = folders("cpu", version: 2).compactMap { folder -> Limit? in
            let file = folder + "/cpu.max"
            let fields = (content(file) ?? "").split(whereSeparator: \.isWhitespace).map { Int($0) }
            // The kernel always writes a period. For a text without one its default is used.
            guard let quota = fields.first else { return nil }
            return Self.processors(quota: quota, period: fields.count > 1 ? fields[1] : 100_000, file)
        }
        return first + second
    }

    /// Processors of the cpusets.
    var processorSets: [Limit] {
        let first = folders("cpuset", version: 1).map { ($0, ["cpuset.effective_cpus", "cpuset.cpus"]) }
        let second = folders("cpuset", version: 2).map { ($0, ["cpuset.cpus.effective"]) }
        return (first + second).compactMap { folder, names in
            for file in names.map({ "\(folder)/\($0)" }) {
                if let count = content(file).flatMap(Self.listedProcessors) { return Limit(amount: count, file: file) }
            }
            return nil
        }
    }

    /// Bytes of memory. Above `memory.high` the kernel slows the process down until it releases memory.
    var memoryBytes: [Limit] {
        let first = folders("memory", version: 1).flatMap { folder in
            // `memory.stat` states the limits of parents outside the mount.
            let hidden = folder + "/memory.stat"
            let inherited = (content(hidden) ?? "").split(separator: "\n").compactMap { line -> Limit? in
                let fields = line.split(separator: " ")
                guard fields.count == 2, fields[0] == "hierarchical_memory_limit", let bytes = Int(fields[1]) else {
                    return nil
                }
                return Limit(amount: bytes, file: hidden)
            }
            let file = folder + "/memory.limit_in_bytes"
            return [number(file).map { Limit(amount: $0, file: file) }].compactMap(\.self) + inherited
        }
        let second = folders("memory", version: 2).flatMap { folder in
            ["memory.max", "memory.high"].map { "\(folder)/\($0)" }.compactMap { file in
                number(file).map { Limit(amount: $0, file: file) }
            }
        }
        return (first + second).filter { $0.amount >= 0 }
    }

    /// Folders of the process's group and its parents, that of the group first.
    private func folders(_ controller: String, version: Int) -> [String] {
        let name = version == 1 ? controller : ""
        guard let path = paths[name],
            let mount = mounts.first(where: { mount in
                mount.controllers.map { version == 1 && $0.contains(controller) } ?? (version == 2)
            })
        else { return [] }
        var parts = Self.path(path, below: mount.root).split(separator: "/")
        // A group outside the part of the hierarchy that can be seen.
        if parts.contains("..") { parts = [] }
        return (0...parts.count).reversed().map { count in
            ([mount.point == "/" ? "" : mount.point] + parts.prefix(count).map(String.init)).joined(separator: "/")
        }
    }

    /// The path of a group seen from a root; empty for one that is not below it.
    private static func path(_ path: String, below root: String) -> String {
        if root == "/" { return path }
        return path.hasPrefix(root + "/") ? String(path.dropFirst(root.count)) : ""
    }

    private func number(_ file: String) -> Int? {
        content(file).flatMap { Int($0.split(whereSeparator: \.isWhitespace).first ?? "") }
    }

    private static func processors(quota: Int?, period: Int?, _ file: String) -> Limit? {
        guard let quota, let period, quota > 0, period > 0 else { return nil }
        return Limit(amount: quota / period + (quota % period > 0 ? 1 : 0), file: file)
    }

    /// How many processors a list such as `0-3,7` names; nil for none.
    static func listedProcessors(_ text: String) -> Int? {
        var count = 0
        for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
                (0...1 << 20).contains(first), (first...1 << 20).contains(last)
            else { return nil }
            count += last - first + 1
        }
        return count > 0 ? count : nil
    }

    /// A line of `/proc/self/mountinfo`: `ID PARENT MAJOR:MINOR ROOT POINT OPTIONS TAG… - TYPE SOURCE SUPEROPTIONS`.
    private static func mount(_ line: Substring) -> Mount? {
        let fields = line.split(separator: " ", omittingEmptySubsequences: false)
        guard let dash = fields.dropFirst(6).firstIndex(of: "-"), fields.count >= dash + 4 else { return nil }
        let controllers: Set<String>?
        switch fields[dash + 1] {
        case "cgroup": controllers = Set(fields[dash + 3].split(separator: ",").map(String.init))
        case "cgroup2": controllers = nil
        default: return nil
        }
        return Mount(root: unescaped(fields[3]), point: unescaped(fields[4]), controllers: controllers)
    }

    /// Decodes spaces, tabs, line ends and backslashes, which the kernel writes as three octal digits.
    private static func unescaped(_ text: Substring) -> String {
        [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")].reduce(String(text)) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}
