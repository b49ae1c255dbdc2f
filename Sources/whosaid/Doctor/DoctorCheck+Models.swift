import ModelFiles

extension DoctorCheck {
    /// The models: where they are, and whether every file is the one that the manifest lists.
    /// - Returns: The models as far as their manifest can be read, and the checks.
    static func models(_ options: ModelOptions) -> (store: ModelStore?, checks: [DoctorCheck]) {
        do {
            let store = try options.store()
            let checks = try store.manifest.models.map { model in
                let problems = try store.problems(id: model.id)
                guard let first = problems.first else {
                    return DoctorCheck("model", .fine("\(model.id) in \(store.directory)"))
                }
                return DoctorCheck("model", .problem("\(first)", .modelUnavailable))
            }
            return (store, checks)
        } catch {
            return (nil, [DoctorCheck("models", .problem("\(error)", .modelUnavailable))])
        }
    }
}
