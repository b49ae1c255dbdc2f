import TestSupport
import Testing

@testable import ArchiveCore

@Suite struct NetworkFileSystemTests {
    /// The list of mounts as Linux writes it; the last of two mounts at one place counts.
    private static let mounts = """
        22 1 253:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
        30 22 0:40 / /net rw - nfs4 server:/export rw,vers=4.2
        31 22 0:41 / /share rw - cifs //server/share rw
        32 22 0:42 / /mnt/c rw - 9p drvfs rw,aname=drvfs;path=C:\\,trans=fd,rfd=8
        33 22 0:43 / /sandbox rw - 9p none rw,trans=fd,rfdno=4,aname=/
        34 22 0:44 / /host rw - 9p hostshare rw,trans=virtio
        35 22 0:45 / /home/ada/remote\\040files rw - fuse.sshfs ada@server: rw,user_id=1000
        36 22 0:46 / /ntfs rw - fuseblk /dev/sdb1 rw
        37 22 0:47 / /net/local rw - tmpfs tmpfs rw
        38 22 0:48 / /twice rw - ext4 /dev/vdb rw
        39 22 0:49 / /twice rw - nfs server:/twice rw
        """

    @Test(
        arguments: [
            ("/home/ada/whosaid.db", nil), ("/net/a.db", "NFS"), ("/net", "NFS"), ("/network/a.db", nil),
            ("/share/a/b.db", "SMB"), ("/mnt/c/a.db", "9p"), ("/sandbox/a.db", nil), ("/host/a.db", "9p"),
            ("/home/ada/remote files/a.db", "fuse.sshfs"), ("/ntfs/a.db", nil), ("/net/local/a.db", nil),
            ("/twice/a.db", "NFS"),
        ] as [(String, String?)])
    func otherMachinesAreTold(path: String, kind: String?) {
        #expect(NetworkFileSystem.kind(at: path, mounts: Self.mounts) == kind)
    }

    @Test func nonsenseIsLocal() {
        #expect(NetworkFileSystem.kind(at: "/a", mounts: "") == nil)
        #expect(NetworkFileSystem.kind(at: "/a", mounts: "no - mount\n\n - \n") == nil)
    }

    @Test func theRefusalSaysWhatToDo() {
        let error = ArchiveError.networkFileSystem(path: "/net/a.db", kind: "NFS")
        #expect(error.description.contains("NFS") && error.description.contains("--allow-network-database"))
    }

    @Test func thisFolderIsLocalAlsoWhereItIsNotThereYet() throws {
        let folder = try ScratchFolder()
        #expect(try NetworkFileSystem.kind(at: folder.file("a/b/archive.db")) == nil)
    }
}
