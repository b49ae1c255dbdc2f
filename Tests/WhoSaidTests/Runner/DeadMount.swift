import Foundation
import TestSupport

/// A library that, loaded before all others, lets every read of files below a folder wait for ever, as that of a network
/// folder does whose server is gone.
enum DeadMount {
    /// Whether it can be made: it takes a C compiler.
    static var isPossible: Bool { ProgramRequirement.isMet("cc") }

    /// Compiles the library.
    /// - Parameter name: Part of the path of files that cannot be read.
    /// - Returns: The environment in which a program finds it.
    static func environment(name: String, in folder: ScratchFolder) throws -> [String: String] {
        let source = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <stdio.h>
            #include <string.h>
            #include <unistd.h>
            static void wait_for_ever(int file) {
                char link[64], path[4096];
                snprintf(link, sizeof link, "/proc/self/fd/%d", file);
                ssize_t count = readlink(link, path, sizeof path - 1);
                if (count < 0) return;
                path[count] = 0;
                while (strstr(path, "\(name)")) pause();
            }
            ssize_t pread64(int file, void *bytes, size_t count, off64_t offset) {
                wait_for_ever(file);
                ssize_t (*real)(int, void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pread64");
                return real(file, bytes, count, offset);
            }
            ssize_t pread(int file, void *bytes, size_t count, off_t offset) {
                return pread64(file, bytes, count, offset);
            }
            """
        let path = try folder.write(source, to: "dead.c")
        let library = folder.file("dead.so")
        let compiler = ProgramRequirement.path(of: "cc") ?? "/usr/bin/cc"
        let run = try ProgramRun(compiler, ["-shared", "-fPIC", "-o", library, path, "-ldl"])
        guard run.status == 0 else { throw NotCompiled(errors: run.errors) }
        return ["LD_PRELOAD": library]
    }

    /// The compiler did not take the library.
    struct NotCompiled: Error {
        let errors: String
    }
}
