using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Imports;

/// <summary>The texts about what an import ends of the apps for which it is complete.</summary>
internal static class EndingText
{
    public static string Why(EndingRefusal why) => why switch
    {
        EndingRefusal.NotAllowed => Say($"Only administrators can decide this."),
        EndingRefusal.NotWaiting => Say($"Nothing waits for a decision here."),
        EndingRefusal.SecondPersonRequired => Say($"You imported these files, so another administrator must decide."),
        EndingRefusal.NewerImport => Say($"Grants or accounts were imported later. Decide what that import would end."),
    };

    public static string Why(EndingBlock block) => block switch
    {
        EndingBlock.LinesRefused => Say($"Nothing ends, because lines about this app were not valid. Their access may exist. Correct the lines and import the files again."),
        EndingBlock.NoLines => Say($"Nothing ends, because the import has no lines about grants or accounts."),
        EndingBlock.UnknownApp => Say($"Nothing ends, because the app is not in the directory."),
    };

    public static string Name(EndingState state) => state switch
    {
        EndingState.Counting or EndingState.Ending => Say($"Running"),
        EndingState.Waiting => Say($"Waits for a second person"),
        EndingState.Ended => Say($"Ended"),
        EndingState.Declined => Say($"Kept"),
        EndingState.Blocked => Say($"Not ended"),
        EndingState.OnlyChecked => Say($"Check"),
    };

    public static string Name(GoneState state) => state switch
    {
        GoneState.Open => Say($"Not ended"),
        GoneState.Ended => Say($"Removed outside"),
        GoneState.Changed => Say($"Changed meanwhile"),
    };

    public static string? Tone(EndingState state) => state switch
    {
        EndingState.Waiting or EndingState.Blocked => "bad",
        EndingState.Ended => "good",
        EndingState.Counting or EndingState.Ending or EndingState.Declined or EndingState.OnlyChecked => null,
    };

    /// <summary>What becomes of what the import does not name, in a few sentences.</summary>
    public static string Result(AppEnding ending, LocalTime time, string decider) => ending switch
    {
        { Block: { } block } => Why(block),
        { State: EndingState.Counting } => Say($"The access that is not in the import is being looked for."),
        { State: EndingState.OnlyChecked } => Say($"{Counts(ending.Grants, ending.Accounts)} would end as removed outside."),
        { State: EndingState.Waiting } => Say($"{Counts(ending.Grants, ending.Accounts)} would end as removed outside. The app has {Counts(ending.HeldGrants, ending.HeldAccounts)}. This is more than usual, so nothing ends until another administrator confirms it."),
        { State: EndingState.Declined, DecidedAt: { } at } => Say($"{decider} decided on {time.SayShort(at)} that this access stays."),
        { DecidedAt: { } at } => Say($"{Counts(ending.EndedGrants, ending.EndedAccounts)} ended as removed outside. {decider} confirmed it on {time.SayShort(at)}."),
        _ => Say($"{Counts(ending.EndedGrants, ending.EndedAccounts)} ended as removed outside."),
    };

    /// <summary>The same for all apps in one sentence; null: the import is complete for no app.</summary>
    public static string? Sum(ImportState state)
    {
        if (state.Endings.Count == 0)
            return null;
        var waiting = state.Endings.Count(ending => ending.State == EndingState.Waiting);
        var parts = new[]
        {
            state.IsDryRun
                ? Say($"{Counts(state.Endings.Sum(ending => ending.Grants), state.Endings.Sum(ending => ending.Accounts))} would end as removed outside.")
                : Say($"{Counts(state.Endings.Sum(ending => ending.EndedGrants), state.Endings.Sum(ending => ending.EndedAccounts))} ended as removed outside."),
            waiting > 0 ? Say($"A second person must confirm more.") : null,
            state.Endings.Any(ending => ending.Block is not null) ? Say($"For some apps nothing ends.") : null,
        };
        return string.Join(' ', parts.OfType<string>());
    }

    private static string Counts(int grants, int accounts) => (grants, accounts) switch
    {
        (1, 1) => Say($"1 grant and 1 account"),
        (1, var many) => Say($"1 grant and {many:N0} accounts"),
        (var many, 1) => Say($"{many:N0} grants and 1 account"),
        var (some, many) => Say($"{some:N0} grants and {many:N0} accounts"),
    };
}
