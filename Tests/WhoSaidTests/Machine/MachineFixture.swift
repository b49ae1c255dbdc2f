@testable import whosaid

/// A machine as a test describes it.
enum MachineFixture {
    /// 64 processors, 100 GB, nothing that limits a process.
    static func facts(
        processors: Int = 64, affinity: Int? = nil, memoryBytes: Int = 100_000_000_000,
        environment: [String: String] = [:], files: [String: String] = [:]
    ) -> MachineFacts {
        var files = files
        files["/proc/self/status"] = affinity.map { "Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t0-\($0 - 1)\n" }
        return MachineFacts(onlineProcessors: processors, memoryBytes: memoryBytes, environment: environment) {
            [files] in
            files[$0]
        }
    }

    /// The files of a process in a group of cgroup version 2.
    static func second(path: String, root: String = "/", _ files: [String: String]) -> [String: String] {
        let mount = "30 23 0:26 \(root) /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
        return ["/proc/self/cgroup": "0::\(path)\n", "/proc/self/mountinfo": mount].merging(
            files.map { ("/sys/fs/cgroup" + $0.key, $0.value) }
        ) { $1 }
    }

    /// The files of a process in groups of cgroup version 1, of a machine that has version 2 beside it for systemd.
    static func first(
        cpu: String = "/", memory: String = "/", root: String = "/", _ files: [String: String]
    ) -> [String: String] {
        let mounts = """
            24 23 0:21 / /proc rw,relatime - proc proc rw
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            32 31 0:29 \(root) /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 master:2 - cgroup cgroup rw,cpu,cpuacct
            35 31 0:32 \(root) /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw

            """
        let groups = "9:name=systemd:/\n4:memory:\(memory)\n2:cpu,cpuacct:\(cpu)\n0::/\n"
        return ["/proc/self/cgroup": groups, "/proc/self/mountinfo": mounts].merging(
            files.map { ("/sys/fs/cgroup" + $0.key, $0.value) }
        ) { $1 }
    }
}
