using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Tests.Builders;

/// <summary>The people of these tests, named after their role in the task.</summary>
internal static class People
{
    public static readonly UserId Subject = new("subject");
    public static readonly UserId Manager = new("manager");
    public static readonly UserId Director = new("director");
    public static readonly UserId Alice = new("alice");
    public static readonly UserId Bob = new("bob");
    public static readonly UserId Delegate = new("stand-in");
    public static readonly UserId AppOwner = new("app-owner");
    public static readonly UserId EntitlementOwner = new("entitlement-owner");
    public static readonly UserId Requester = new("requester");
    public static readonly UserId Admin = new("admin");
    public static readonly UserId Auditor = new("auditor");
    public static readonly UserId Leaver = new("leaver");
    public static readonly UserId Stranger = new("stranger");

    /// <summary>Alice, Bob and the subject report to the manager; the manager reports to the director.</summary>
    public static DirectoryFacts Facts { get; } = new()
    {
        People = new User[]
        {
            Named(Subject) with { ManagerId = Manager },
            Named(Manager) with { ManagerId = Director },
            Named(Director),
            Named(Alice) with { ManagerId = Manager },
            Named(Bob) with { ManagerId = Manager },
            Named(Delegate),
            Named(AppOwner),
            Named(EntitlementOwner),
            Named(Requester),
            Named(Admin) with { Roles = Roles.Admin },
            Named(Auditor) with { Roles = Roles.Auditor },
            Named(Leaver) with { IsActive = false },
            Named(Stranger),
        }.ToDictionary(user => user.Id),
        AppOwners = [AppOwner],
        EntitlementOwners = [EntitlementOwner],
        Admins = [Admin],
    };

    public static User Named(UserId id) => new() { Id = id, Email = $"{id}@example.org", DisplayName = id.Value };

    public static DirectoryFacts With(this DirectoryFacts facts, UserId id, Func<User, User> change)
    {
        var people = new Dictionary<UserId, User>(facts.People) { [id] = change(facts.Find(id) ?? Named(id)) };
        return facts with { People = people };
    }

    public static DirectoryFacts Without(this DirectoryFacts facts, UserId id) =>
        facts with { People = facts.People.Where(person => person.Key != id).ToDictionary() };

    public static DirectoryFacts OutOfOffice(this DirectoryFacts facts, UserId who, UserId delegateId, DateTimeOffset? until = null) =>
        facts.With(who, user => user with { DelegateId = delegateId, DelegateUntil = until });

    public static Actor Acts(this UserId id) => Actor.Person(id, Facts.Find(id)?.Roles ?? Roles.Reviewer);
}
