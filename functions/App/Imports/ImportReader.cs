using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Promises;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <param name="StartedBy">The sender's name; null: the organization that was set up at the start.</param>
public sealed record ImportLine(ImportState State, string? StartedBy);

/// <summary>The progress of an import, and a page of its bad lines.</summary>
/// <param name="Next">The URL of the next page of bad lines.</param>
public sealed record ImportModel(ImportLine Import, IReadOnlyList<ImportProblem> Problems, string? Next, LocalTime Time)
{
    public ImportState State => Import.State;

    /// <summary>The promise with the cause of the failure and the next attempt; null: nothing has failed.</summary>
    public Promise? Retried { get; init; }

    /// <summary>For a dry run: the id of the import of the checked lines; null: they were not imported.</summary>
    public string? ImportedAs { get; init; }

    /// <summary>A page of what the import does not name of the apps for which it is complete.</summary>
    public IReadOnlyList<GoneLine> Gone { get; init; } = [];

    /// <summary>The URL of the next page of <see cref="Gone"/>; null: there is none.</summary>
    public string? NextGone { get; init; }

    /// <summary>The names of the apps for which it is complete.</summary>
    public IReadOnlyDictionary<AppId, string> AppNames { get; init; } = new Dictionary<AppId, string>();

    /// <summary>The apps about which the reader may decide as the second person.</summary>
    public IReadOnlySet<AppId> Decidable { get; init; } = new HashSet<AppId>();

    /// <summary>The names of those who decided.</summary>
    public IReadOnlyDictionary<UserId, string> Deciders { get; init; } = new Dictionary<UserId, string>();

    /// <summary>Until when the checked lines can be imported; null: they cannot.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    public bool IsRunning => State.Progress == ImportProgress.Running;
}

/// <summary>Reads imports for users who may import.</summary>
public sealed class ImportReader(ImportStore imports, EndingDecisions decisions, DirectoryStore directory, PromiseStore promises, Cursor cursors, TimeProvider time)
{
    private const int Newest = 10;
    private const int ProblemsOfAPage = 50;

    public async Task<IReadOnlyList<ImportLine>> NewestAsync(CancellationToken cancellationToken)
    {
        var states = await imports.NewestAsync(Newest, cancellationToken);
        var names = (await directory.FindUsersAsync(states.Select(state => state.StartedBy).OfType<UserId>(), cancellationToken)).ToDictionary(user => user.Id, user => user.DisplayName);
        return [.. states.Select(state => new ImportLine(state, state.StartedBy is { } by ? names.GetValueOrDefault(by, by.Value) : null))];
    }

    /// <exception cref="ProblemException">404: there is no such import.</exception>
    public async Task<ImportModel> ReadAsync(Caller caller, string id, string? cursor, CancellationToken cancellationToken, string? ended = null)
    {
        var state = await FindAsync(id, cancellationToken);
        var scope = $"import|{caller.Id}|{id}";
        var found = await imports.ProblemsAsync(id, cursors.Unprotect(scope, cursor), cancellationToken).Take(ProblemsOfAPage + 1).ToListAsync(cancellationToken);
        var shown = found.Take(ProblemsOfAPage).ToList();
        var by = state.StartedBy is { } sender ? (await directory.FindUserAsync(sender, cancellationToken))?.DisplayName ?? sender.Value : null;
        var gone = state.Endings.Count == 0
            ? []
            : await imports.GoneAsync(id, null, cursors.Unprotect($"{scope}|endings", ended), cancellationToken).Take(ProblemsOfAPage + 1).ToListAsync(cancellationToken);
        return new ImportModel(
            new ImportLine(state, by),
            [.. shown.Select(problem => problem.Value)],
            found.Count > ProblemsOfAPage ? $"{DirectoryPaths.Import(id)}?cursor={Uri.EscapeDataString(cursors.Protect(scope, shown[^1].Position))}" : null,
            new LocalTime(caller.User.TimeZone))
        {
            Retried = await RetriedAsync(state, cancellationToken),
            Gone = [.. gone.Take(ProblemsOfAPage).Select(line => line.Value)],
            NextGone = gone.Count > ProblemsOfAPage
                ? $"{DirectoryPaths.Import(id)}?ended={Uri.EscapeDataString(cursors.Protect($"{scope}|endings", gone[ProblemsOfAPage - 1].Position))}#endings"
                : null,
            AppNames = (await directory.FindAppsAsync(state.Endings.Select(ending => ending.App), cancellationToken)).ToDictionary(app => app.Id, app => app.Name),
            Deciders = (await directory.FindUsersAsync(state.Endings.Select(ending => ending.DecidedBy).OfType<UserId>(), cancellationToken)).ToDictionary(user => user.Id, user => user.DisplayName),
            Decidable = await DecidableAsync(caller, state, cancellationToken),
            ImportedAs = state.IsDryRun ? (await imports.LoadAsync(ImportId.OfChecked(id), cancellationToken))?.Value.Id : null,
            KeptUntil = CheckedLines.AreKept(state, time.GetUtcNow()) ? CheckedLines.KeptUntil(state) : null,
        };
    }

    private async Task<IReadOnlySet<AppId>> DecidableAsync(Caller caller, ImportState state, CancellationToken cancellationToken)
    {
        var apps = new HashSet<AppId>();
        foreach (var ending in state.Endings)
        {
            if (await decisions.MayDecideAsync(caller, state, ending, cancellationToken))
                apps.Add(ending.App);
        }

        return apps;
    }

    /// <summary>Returns null if nothing has failed.</summary>
    public async Task<Promise?> RetriedAsync(ImportState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Progress == ImportProgress.Running && await promises.FindAsync(state.Promised, state.Id, cancellationToken) is { } promise && (promise.Tries > 0 || promise.Cause is not null)
            ? promise
            : null;
    }

    /// <exception cref="ProblemException">404: there is no such import.</exception>
    public async Task<ImportState> FindAsync(string id, CancellationToken cancellationToken) =>
        ImportId.IsWellFormed(id) && await imports.LoadAsync(id, cancellationToken) is { } stored ? stored.Value : throw Problems.NotFound();
}
