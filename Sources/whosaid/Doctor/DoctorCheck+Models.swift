import ModelFiles

extension DoctorCheck {
    /// Compares the model files with the manifest.
    /// - Returns: The models, or nil if the manifest cannot be read; and the checks.
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
