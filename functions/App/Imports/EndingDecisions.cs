using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Imports;

/// <summary>
/// A second person confirms or declines what an import would end. The import then continues with its last stage: it is promised and started
/// again, so that a crash in between loses nothing.
/// </summary>
public sealed class EndingDecisions(ImportStore imports, PromiseStore promises, TimeProvider time)
{
    /// <summary>More than these are not looked at. An import that is older than all of them has newer ones after it.</summary>
    private const int Newest = 50;

    /// <exception cref="ProblemException">403 or 409: the decision is refused. 404: there is no such import or app. 503: the import is being changed by others.</exception>
    public async Task<ImportState> DecideAsync(DurableTaskClient client, Caller caller, string id, AppId app, bool ends, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var decided = await Contention.RetryAsync(
            async _ =>
            {
                var stored = ImportId.IsWellFormed(id) ? await imports.LoadAsync(id, cancellationToken) : null;
                if (stored?.Value.Endings.FirstOrDefault(ending => ending.App == app) is not { } ending)
                    throw Problems.NotFound();
                if (IsSame(ending, caller, ends))
                    return Contention.Done(stored.Value);
                if (EndingRules.Judge(ending.State, stored.Value.StartedBy, caller.Id, caller.Roles, await HasNewerAsync(stored.Value, cancellationToken)) is { } refusal)
                    throw ProblemOf(refusal);
                var next = ending with { State = ends ? EndingState.Ending : EndingState.Declined, Place = null, DecidedBy = caller.Id, DecidedAt = time.GetUtcNow() };
                var state = stored.Value with { Endings = [.. stored.Value.Endings.Select(other => other.App == app ? next : other)] };
                if (ends)
                {
                    await promises.MakeAsync(state.Promised, id, cancellationToken);
                    state = state with { Progress = ImportProgress.Running, Stage = ImportStage.Missing };
                }

                await imports.SaveAsync(state, stored.ETag, CancellationToken.None);
                return Contention.Done(state);
            },
            () => throw Problems.Busy(),
            cancellationToken);
        if (ends && decided.Progress == ImportProgress.Running)
            await ContinueAsync(client, decided);
        return decided;
    }

    /// <summary>Returns whether this person can decide; it is used to show the buttons.</summary>
    public async Task<bool> MayDecideAsync(Caller caller, ImportState state, AppEnding ending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(ending);
        return ending.State == EndingState.Waiting && EndingRules.Judge(ending.State, state.StartedBy, caller.Id, caller.Roles, await HasNewerAsync(state, cancellationToken)) is null;
    }

    private static bool IsSame(AppEnding ending, Caller caller, bool ends) =>
        ending.DecidedBy == caller.Id && (ends ? ending.State is EndingState.Ending or EndingState.Ended : ending.State == EndingState.Declined);

    private async Task ContinueAsync(DurableTaskClient client, ImportState state)
    {
        var instance = string.Create(CultureInfo.InvariantCulture, $"{ImportKeeper.InstanceOf(state.Id)}-e{state.Endings.Count(ending => ending.DecidedBy is not null)}");
        // The promise names the new orchestration, because the first one has ended.
        if (await promises.FindAsync(state.Promised, state.Id, CancellationToken.None) is { Instance: null } promise)
            await promises.WriteAsync(promise with { Instance = instance }, CancellationToken.None);
        await client.StartOnceAsync(nameof(ImportDirectory), instance, new ImportOf(state.Id), CancellationToken.None);
    }

    private async Task<bool> HasNewerAsync(ImportState state, CancellationToken cancellationToken) =>
        (await imports.NewestAsync(Newest, cancellationToken)).TakeWhile(import => import.StartedAt > state.StartedAt)
            .Any(import => !import.IsDryRun && import.Files.Any(file => file.File is ImportedFile.Grants or ImportedFile.Accounts));

    private static ProblemException ProblemOf(EndingRefusal why) => why switch
    {
        EndingRefusal.NotAllowed => Problems.Forbidden(),
        EndingRefusal.SecondPersonRequired => new(StatusCodes.Status403Forbidden, "second_person_required", EndingText.Why(why)),
        EndingRefusal.NotWaiting => Problems.Conflict("not_waiting", EndingText.Why(why)),
        EndingRefusal.NewerImport => Problems.Conflict("newer_import", EndingText.Why(why)),
    };
}
