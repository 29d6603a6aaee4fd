using AccessReview.App.Keys;
using Microsoft.Extensions.Configuration;

namespace AccessReview.App.Audit;

/// <summary>The keys that sign digests and evidence, used for nothing else. A key must stay while what it signed is to be verified.</summary>
public sealed class AuditKeys(IConfiguration configuration, LocalKeys local, TimeProvider clock) : KeyRing(AuditOptions.Section, AuditOptions.LocalFile, configuration, local, clock);
