using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>The texts about removals of campaigns.</summary>
internal static class RemovalText
{
    public static string Name(RemovalState state) => state switch
    {
        RemovalState.CoolingOff => Say($"Cooling-off time"),
        RemovalState.Contested => Say($"Contested"),
        RemovalState.Started => Say($"In progress"),
        RemovalState.StillThere => Say($"Still there"),
        RemovalState.Done => Say($"Removed"),
        RemovalState.AlreadyRemoved => Say($"Already removed"),
        RemovalState.Declined => Say($"Not confirmed"),
        RemovalState.Cancelled => Say($"Cancelled"),
        RemovalState.TakenBack => Say($"Taken back"),
        RemovalState.Kept => Say($"Contested and kept"),
    };

    public static string Name(RemovalFilter filter) => filter switch
    {
        RemovalFilter.Open => Say($"Open"),
        RemovalFilter.Overdue => Say($"Overdue"),
        RemovalFilter.CoolingOff => Name(RemovalState.CoolingOff),
        RemovalFilter.Contested => Name(RemovalState.Contested),
        RemovalFilter.Started => Name(RemovalState.Started),
        RemovalFilter.StillThere => Name(RemovalState.StillThere),
        RemovalFilter.Done => Name(RemovalState.Done),
        RemovalFilter.AlreadyRemoved => Name(RemovalState.AlreadyRemoved),
        RemovalFilter.Declined => Name(RemovalState.Declined),
        RemovalFilter.Cancelled => Name(RemovalState.Cancelled),
        RemovalFilter.TakenBack => Name(RemovalState.TakenBack),
        RemovalFilter.Kept => Name(RemovalState.Kept),
        RemovalFilter.GrantedAgain => Say($"Granted again"),
    };

    public static string Name(RemovalProof proof) => proof switch
    {
        RemovalProof.StillThere => Say($"Still there"),
        RemovalProof.RequestedOnly => Say($"Not proved"),
        RemovalProof.AttestedByPerson => Say($"Attested by a person"),
        RemovalProof.ConfirmedByImport => Say($"Confirmed by an import"),
    };

    public static string Name(RemovalWay way) => way switch
    {
        RemovalWay.Revocation => Say($"Another person confirms each removal"),
        RemovalWay.Deprovisioning => Say($"Remove without another confirmation"),
    };

    public static string Button(RemovalAct act) => act switch
    {
        RemovalAct.TakeBack => Say($"Take removal back"),
        RemovalAct.Contest => Say($"Contest removal"),
        RemovalAct.Remove => Say($"Remove access"),
        RemovalAct.Keep => Say($"Keep access"),
    };

    /// <summary>The buttons of an action.</summary>
    public static IReadOnlyList<RemovalAct> ActsOf(RemovalAction action) => action switch
    {
        RemovalAction.TakeBack => [RemovalAct.TakeBack],
        RemovalAction.Contest => [RemovalAct.Contest],
        RemovalAction.Judge => [RemovalAct.Keep, RemovalAct.Remove],
    };

    /// <summary>The settings of a campaign's removals, one sentence each.</summary>
    public static IEnumerable<string> Of(CampaignRemovals removals)
    {
        yield return removals.CoolingOffHours switch
        {
            0 => Say($"They start at once."),
            1 => Say($"They start 1 hour after the decision."),
            var hours => Say($"They start {hours:N0} hours after the decision."),
        };
        yield return $"{Name(removals.Way)}.";
        yield return removals.WorkingDays == 1 ? Say($"They may take 1 working day.") : Say($"They may take {removals.WorkingDays:N0} working days.");
    }

    /// <summary>The assignees of its open task; a dash: nobody has to do anything.</summary>
    public static string WhoActs(RemovalView removal) => removal.State switch
    {
        RemovalState.Contested => Say($"The campaign's owner"),
        RemovalState.StillThere or RemovalState.Started when removal.Tasks is [.., { WaitsFor: { Count: > 0 } people }] => Listing.And([.. people.Select(person => person.Name)]),
        _ => "–",
    };

    /// <summary>What happens next.</summary>
    /// <param name="isOwn">It is the reader's own access.</param>
    public static string Next(RemovalView removal, bool isOwn, LocalTime time) => removal.State switch
    {
        RemovalState.CoolingOff when isOwn && removal.Contested is null =>
            Say($"The removal of your access starts on {time.SayWithZone(removal.StartsAt)}. If you still need the access, contest the removal before. That is possible once."),
        RemovalState.CoolingOff => Say($"The removal starts on {time.SayWithZone(removal.StartsAt)}."),
        RemovalState.Contested => Say($"The removal is stopped until the campaign's owner decides."),
        RemovalState.Started => Say($"The removal has started. Its task is below."),
        RemovalState.StillThere => Say($"The removal failed: the person still has the access."),
        RemovalState.Done => Say($"The access is removed."),
        RemovalState.AlreadyRemoved => Say($"The person no longer had the access."),
        RemovalState.Declined => Say($"The removal was not confirmed. The access stays."),
        RemovalState.Cancelled => Say($"The removal was cancelled. The access stays."),
        RemovalState.TakenBack => Say($"The removal was taken back. The access stays."),
        RemovalState.Kept => Say($"The person contested the removal. The access stays."),
    };
}
