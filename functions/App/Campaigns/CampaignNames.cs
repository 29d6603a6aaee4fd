using AccessReview.App.Directory;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Campaigns;

/// <summary>The names of the people of a campaign.</summary>
public sealed class CampaignNames
{
    private readonly Dictionary<UserId, string> _names;

    private CampaignNames(Dictionary<UserId, string> names) => _names = names;

    internal static async Task<CampaignNames> ReadAsync(DirectoryStore directory, IEnumerable<UserId?> people, CancellationToken cancellationToken) =>
        new((await directory.FindUsersAsync(people.OfType<UserId>(), cancellationToken)).ToDictionary(user => user.Id, user => user.DisplayName));

    public string Of(UserId person) => _names.GetValueOrDefault(person, PersonNames.Former);

    internal PersonView View(UserId person) => new(person, Of(person));

    internal PersonView? View(UserId? person) => person is { } id ? View(id) : null;
}
