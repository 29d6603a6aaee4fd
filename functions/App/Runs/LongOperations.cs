using AccessReview.App.Promises;

namespace AccessReview.App.Runs;

/// <summary>Which accepted work is a long operation, which operators follow and may cancel.</summary>
public static class LongOperations
{
    public static bool Includes(PromiseKind kind) => kind switch
    {
        PromiseKind.Import or PromiseKind.ImportCheck or PromiseKind.IndexRebuild or PromiseKind.AuditCheck => true,
        PromiseKind.Request or PromiseKind.SampleOrganization or PromiseKind.GrantEnd or PromiseKind.DirectoryChange or PromiseKind.Settling
            or PromiseKind.Campaign or PromiseKind.Timer => false,
    };
}
