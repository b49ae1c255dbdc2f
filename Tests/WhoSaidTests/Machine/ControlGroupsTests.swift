import Testing

@testable import whosaid

@Suite struct ControlGroupsTests {
    private func groups(_ files: [String: String]) -> ControlGroups { ControlGroups { files[$0] } }

    private func least(_ limits: [ControlGroups.Limit]) -> Int? { limits.map(\.amount).min() }

    @Test(
        arguments: [
            ("max 100000\n", nil), ("200000 100000\n", 2), ("150000 100000\n", 2), ("50000 100000\n", 1),
            ("1000 100000\n", 1), ("400000\n", 4), ("300001 100000\n", 4), ("0 100000\n", nil), ("-1 100000\n", nil),
            ("100000 0\n", nil), ("\n", nil), ("x y\n", nil), ("9223372036854775807 1\n", .max),
        ] as [(String, Int?)])
    func aQuotaOfTheSecondVersionIsRoundedUp(text: String, processors: Int?) {
        let files = MachineFixture.second(path: "/job", ["/job/cpu.max": text])
        #expect(least(groups(files).quotas) == processors)
    }

    @Test(arguments: [("-1", "100000", nil), ("250000", "100000", 3), ("40000", "50000", 1), ("100000", "0", nil)])
    func aQuotaOfTheFirstVersionIsRoundedUp(quota: String, period: String, processors: Int?) {
        let files = MachineFixture.first(
            cpu: "/job",
            [
                "/cpu,cpuacct/job/cpu.cfs_quota_us": quota + "\n", "/cpu,cpuacct/job/cpu.cfs_period_us": period + "\n",
            ])
        #expect(least(groups(files).quotas) == processors)
    }

    @Test func parentsLimitToo() {
        let files = MachineFixture.second(
            path: "/a/b/c",
            [
                "/a/cpu.max": "300000 100000\n", "/a/b/cpu.max": "max 100000\n", "/a/b/c/cpu.max": "800000 100000\n",
                "/a/b/memory.high": "2000000000\n", "/a/b/c/memory.max": "3000000000\n", "/a/memory.max": "max\n",
                "/a/b/c/cpuset.cpus.effective": "0-3,8\n",
            ])
        let found = groups(files)
        #expect(found.quotas.map(\.amount) == [8, 3])
        #expect(found.quotas.last?.file == "/sys/fs/cgroup/a/cpu.max")
        #expect(least(found.memoryBytes) == 2_000_000_000)
        #expect(found.processorSets == [.init(amount: 5, file: "/sys/fs/cgroup/a/b/c/cpuset.cpus.effective")])
        let first = MachineFixture.first(
            memory: "/slurm/job_7",
            [
                "/memory/slurm/memory.limit_in_bytes": "1000000000\n",
                "/memory/slurm/job_7/memory.limit_in_bytes": "9223372036854771712\n",
                "/memory/memory.limit_in_bytes": "9223372036854771712\n",
            ])
        #expect(
            groups(first).memoryBytes.min { $0.amount < $1.amount }
                == .init(amount: 1_000_000_000, file: "/sys/fs/cgroup/memory/slurm/memory.limit_in_bytes"))
    }

    /// Without a namespace, a container sees its host's paths, and its own group mounted as the root.
    @Test func aContainerSeesItsOwnGroupAsTheRoot() {
        for (path, root) in [("/docker/ab", "/docker/ab"), ("/", "/"), ("/../other", "/"), ("/x/docker/ab", "/y")] {
            let second = MachineFixture.second(path: path, root: root, ["/cpu.max": "200000 100000\n"])
            #expect(least(groups(second).quotas) == 2, "\(path) in \(root)")
            let first = MachineFixture.first(
                memory: path, root: root, ["/memory/memory.limit_in_bytes": "500000000\n"])
            #expect(least(groups(first).memoryBytes) == 500_000_000, "\(path) in \(root)")
        }
        let below = MachineFixture.second(
            path: "/docker/ab/inner", root: "/docker/ab", ["/inner/cpu.max": "100000 100000\n"])
        #expect(least(groups(below).quotas) == 1)
    }

    @Test func limitsOfParentsThatCannotBeSeenAreTold() {
        let files = MachineFixture.first(
            [
                "/memory/memory.limit_in_bytes": "9223372036854771712\n",
                "/memory/memory.stat": "cache 0\nhierarchical_memory_limit 700000000\nhierarchical_memsw_limit 1\n",
            ])
        #expect(least(groups(files).memoryBytes) == 700_000_000)
    }

    @Test func pathsMayHoldColonsAndSpaces() {
        let files = [
            "/proc/self/cgroup": "0::/my:group one\n",
            "/proc/self/mountinfo": "30 23 0:26 / /mnt/c\\040g rw - cgroup2 none rw\n",
            "/mnt/c g/my:group one/cpu.max": "100000 100000\n",
        ]
        #expect(least(groups(files).quotas) == 1)
    }

    @Test func aMachineWithoutCgroupsLimitsNothing() {
        for files in [
            [:], ["/proc/self/cgroup": "0::/\n"],
            ["/proc/self/mountinfo": "1 2 - cgroup2\n", "/proc/self/cgroup": "0"],
        ] {
            let found = groups(files)
            #expect(found.quotas.isEmpty && found.processorSets.isEmpty && found.memoryBytes.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("0-3\n", 4), ("0,2,4-5\n", 4), ("7", 1), ("", nil), ("\n", nil), ("3-1", nil), ("a", nil), ("0-", nil),
            ("0-9223372036854775807", nil), ("-1", nil), ("1-2-3", nil),
        ] as [(String, Int?)])
    func listsOfProcessorsAreCounted(text: String, count: Int?) {
        #expect(ControlGroups.listedProcessors(text) == count)
    }
}
