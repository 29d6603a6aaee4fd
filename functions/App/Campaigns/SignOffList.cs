using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>What a sign-off of a reviewer would say, as of now.</summary>
/// <param name="Covered">The tasks whose staged decisions take effect, by their position in the population.</param>
/// <param name="Undecided">The tasks that the reviewer must decide first.</param>
/// <param name="IsReviewer">The person reviews or decided an item of the campaign.</param>
internal sealed record SignOffList(IReadOnlyList<ReviewTask> Covered, IReadOnlyList<ReviewTask> Undecided, bool IsReviewer)
{
    public IEnumerable<ReviewTask> Certified => Covered.Where(task => task.Staged!.Decision == Decision.Certify); // Covered tasks have one.

    public IEnumerable<ReviewTask> Removed => Covered.Where(task => task.Staged!.Decision == Decision.Remove); // Covered tasks have one.

    /// <summary>SHA-256 of the hash before, a line break, the position, the decision and the reason, over all decisions in their order.</summary>
    public string Hash { get; } = Covered.Aggregate("", HashOf);

    public ReviewWork Work => new(Certified.Count(), Removed.Count(), Undecided.Count, Hash, IsReviewer);

    public IReadOnlyList<SignedItem> Signed => [.. Covered.Select(task => new SignedItem(task.Campaign!.Item, task.Staged!.Version))]; // Tasks of a campaign.

    public static SignOffList Of(IEnumerable<ReviewTask> tasks, UserId person, bool isReviewer)
    {
        var known = tasks.OrderBy(task => task.Campaign?.Item).ToList();
        return new([.. known.Where(task => SignOffRules.IsCovered(task, person))], [.. known.Where(task => SignOffRules.IsUndecided(task, person))], isReviewer || known.Count > 0);
    }

    private static string HashOf(string before, ReviewTask task)
    {
        var (item, staged) = (task.Campaign!.Item, task.Staged!);
        var line = string.Create(CultureInfo.InvariantCulture, $"{before}\n{item} {EnumNames.Of(staged.Decision)} {staged.Reason}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
    }
}
