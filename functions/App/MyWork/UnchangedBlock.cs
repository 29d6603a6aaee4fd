using AccessReview.App.TaskApi;
using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyWork;

/// <summary>Unchanged access of low or medium risk in one campaign, which a reviewer can certify in one step.</summary>
/// <param name="Sample">Some of it, spread over the whole.</param>
public sealed record UnchangedBlock(CampaignId Campaign, string Name, int Count, IReadOnlyList<TaskRow> Sample)
{
    private const int SampleSize = 5;

    /// <summary>How many of them one step certifies.</summary>
    public int Together => Math.Min(Count, DecideTasks.MaxItems);

    internal static IReadOnlyList<UnchangedBlock> Of(WaitingList open) =>
    [
        .. from row in open.Rows
           where row is { MayBeTogether: true, Campaign: not null }
           group row by row.Campaign!.Value into rows
           let all = rows.ToList()
           select new UnchangedBlock(rows.Key, all[0].CampaignName ?? "", all.Count, SampleOf(all)),
    ];

    private static List<TaskRow> SampleOf(List<TaskRow> rows) =>
        [.. Enumerable.Range(0, Math.Min(SampleSize, rows.Count)).Select(index => rows[index * rows.Count / Math.Min(SampleSize, rows.Count)])];
}
