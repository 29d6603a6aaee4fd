namespace AccessReview.App.Promises;

/// <summary>What was promised. The names are stored, so they must not change.</summary>
public enum PromiseKind
{
    /// <summary>The approval of a request is opened.</summary>
    Request,

    /// <summary>An import is applied completely.</summary>
    Import,

    /// <summary>The lines of an import are checked completely, and nothing is written.</summary>
    ImportCheck,

    /// <summary>The tasks of the sample organization are opened.</summary>
    SampleOrganization,

    IndexRebuild,

    AuditCheck,

    /// <summary>Access whose end date has passed gets its deprovisioning task.</summary>
    GrantEnd,

    /// <summary>The open tasks that a change of the directory affects are checked.</summary>
    DirectoryChange,

    /// <summary>The effects of a decision are applied.</summary>
    Settling,

    /// <summary>A campaign works on its population or its tasks, or waits for its due date.</summary>
    Campaign,

    /// <summary>A timer function runs on its schedule.</summary>
    Timer,
}
