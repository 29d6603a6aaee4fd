using AccessReview.App.Promises;

namespace AccessReview.App.Imports;

/// <summary>Makes sure that a dry run ends. It waits for no import, because it writes nothing that an older file could replace.</summary>
internal sealed class ImportCheckKeeper(ImportStore imports, PromiseStore promises, TimeProvider clock) : ImportKeeper(imports, promises, clock)
{
    public override PromiseKind Kind => PromiseKind.ImportCheck;

    protected override Task<Promise?> FindBeforeAsync(Promise promise, CancellationToken cancellationToken) => Task.FromResult<Promise?>(null);
}
