using AccessReview.App.Directory;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Access in a campaign's scope that appeared while the campaign was open.</summary>
/// <param name="Person">The person whose access it is, when it was found; null: they were not in the directory.</param>
/// <param name="Grant">The access itself. Its origin says how it came.</param>
/// <param name="AppearedAt">When the directory got it.</param>
/// <param name="Reviewers">Who would review it, when it was found.</param>
/// <param name="Position">The position of its item; null: it was not added.</param>
/// <param name="By">Who added it or left it; null: nobody.</param>
public sealed record LateItemView(
    string Id,
    Subject Subject,
    FrozenPerson? Person,
    Grant Grant,
    DateTimeOffset AppearedAt,
    IReadOnlyList<PersonView> Reviewers,
    bool NeedsAttention,
    LateState State,
    int? Position,
    PersonView? By,
    DateTimeOffset? At)
{
    internal static async Task<IReadOnlyList<LateItemView>> OfAsync(DirectoryStore directory, IReadOnlyList<LateItem> items, CancellationToken cancellationToken)
    {
        var people = items.SelectMany(item => item.Progress.Reviewers.Select(reviewer => (UserId?)reviewer).Append(item.Progress.By));
        var names = await CampaignNames.ReadAsync(directory, people, cancellationToken);
        return [.. items.Select(item => Of(item.Frozen, item.Progress, names))];
    }

    private static LateItemView Of(FrozenItem frozen, LateProgress progress, CampaignNames names) => new(
        frozen.Id, frozen.Subject, frozen.Person, frozen.Grant, progress.AppearedAt, [.. progress.Reviewers.Select(names.View)], progress.NeedsAttention, progress.State,
        progress.Position, names.View(progress.By), progress.At);
}
