namespace AccessReview.App.Promises;

/// <summary>What was promised. Stored by name: a name stays as it is.</summary>
public enum PromiseKind
{
    /// <summary>The approval of a request is opened.</summary>
    Request,

    /// <summary>An import is applied to its last line.</summary>
    Import,

    /// <summary>The tasks of the sample organization are opened.</summary>
    SampleOrganization,

    IndexRebuild,

    AuditCheck,

    /// <summary>Access whose end has come gets its deprovisioning task.</summary>
    GrantEnd,

    /// <summary>The open tasks that a change of the directory concerns are compared with it.</summary>
    DirectoryChange,

    /// <summary>What follows from a decision is done.</summary>
    Settling,

    /// <summary>A timer function runs as often as its schedule says.</summary>
    Timer,
}
