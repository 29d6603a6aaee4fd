using AccessReview.App.Keys;
using Microsoft.Extensions.Configuration;

namespace AccessReview.App.Links;

/// <summary>The keys that sign and verify links, used for nothing else.</summary>
public sealed class LinkKeys(IConfiguration configuration, LocalKeys local, TimeProvider clock) : KeyRing(LinkOptions.Section, LinkOptions.LocalFile, configuration, local, clock);
