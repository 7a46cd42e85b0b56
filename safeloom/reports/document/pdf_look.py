"""How the printed report looks: what stands in the Typst source before the document itself.

Libertinus Serif comes inside Typst, so that a report is the same on any machine.
"""

LOOK = r"""
#let ink = rgb("#1b2226")
#let accent = rgb("#0b5c63")
#let quiet = rgb("#505a5f")
#let hair = rgb("#c9d2cd")
#let surface = rgb("#f4f6f4")
#let paint = (
  blue: rgb("#1f5fa8"), green: rgb("#1b6e3c"), amber: rgb("#8a5300"), red: rgb("#b3261e"),
  "none": quiet, met: rgb("#1b6e3c"), partly: rgb("#8a5300"), missing: rgb("#b3261e"),
)

#set text(font: "Libertinus Serif", size: 11pt, fill: ink)
#set par(leading: 0.72em, spacing: 1.3em, justify: false)
#set heading(numbering: "1.1")
#set list(marker: text(fill: accent, [•]), indent: 0.4em, body-indent: 0.6em, spacing: 0.75em)
#set enum(indent: 0.4em, body-indent: 0.6em, spacing: 0.75em)
#set table(stroke: none, inset: (x: 0.6em, y: 0.42em))
#set footnote.entry(separator: none)
#set image(format: "svg")

#show heading: it => block(
  above: (2.6em, 2.1em, 1.8em).at(it.level - 1),
  below: (1.3em, 1em, 0.9em).at(it.level - 1),
  width: 100%,
  sticky: true,
  stroke: if it.level == 1 { (bottom: 0.8pt + accent) },
  inset: if it.level == 1 { (bottom: 0.45em) } else { 0pt },
  text(
    size: (18pt, 13pt, 11pt).at(it.level - 1),
    weight: (400, 600, 600).at(it.level - 1),
    fill: (accent, ink, ink).at(it.level - 1),
    hyphenate: false,
    {
      if it.numbering != none {
        text(fill: quiet, weight: 400, counter(heading).display(it.numbering))
        h(0.55em)
      }
      it.body
    },
  ),
)
#show link: it => if type(it.dest) == str {
  text(fill: accent, underline(offset: 2pt, stroke: 0.4pt, it))
} else { it }

#show figure: set align(left)
#show figure: set block(above: 1.5em, below: 1.6em)
#show figure.where(kind: table): set block(breakable: true)
#set figure.caption(position: top, separator: [. ])
#show figure.caption: it => block(below: 0.7em, sticky: true, {
  set text(size: 9.5pt, hyphenate: false)
  set par(leading: 0.55em)
  text(weight: 600, fill: accent, {
    it.supplement
    [ ]
    context it.counter.display(it.numbering)
    it.separator
  })
  it.body
})

#show outline.entry.where(level: 1): set block(above: 0.9em)
#show outline.entry.where(level: 1): set text(weight: 600)
#set outline.entry(fill: text(fill: hair, repeat([.], gap: 0.25em)))

#let grid-of(size, whole, width, widths, kinds, head, ..cells) = block(width: width, breakable: not whole, {
  set text(size: size, number-width: "tabular")
  set par(leading: 0.5em)
  table(
    columns: widths,
    align: kinds,
    table.header(
      ..head.enumerate().map(((at, words)) => table.cell(align: bottom + kinds.at(at), strong(words))),
      table.hline(stroke: 1pt + accent),
    ),
    ..cells.pos(),
    table.hline(stroke: 0.6pt + quiet),
  )
})

#let head-row(columns, words) = table.header(
  level: 2,
  repeat: false,
  table.cell(colspan: columns, align: start, inset: (top: 0.8em), strong(words)),
)

#let figures(head, rows) = {
  set text(size: 8.5pt, number-width: "tabular")
  set par(leading: 0.4em)
  table(
    columns: (auto,) + (1fr,) * (head.len() - 1),
    align: (start,) + (end,) * (head.len() - 1),
    inset: (x: 0.5em, y: 0.34em),
    table.header(
      ..head.enumerate().map(((at, words)) => {
        table.cell(align: bottom + if at == 0 { start } else { end }, strong(words))
      }),
      table.hline(stroke: 0.7pt + accent),
    ),
    ..rows.flatten(),
    table.hline(stroke: 0.4pt + quiet),
  )
}

// A chart with its table: beside it where that is short, else below, long ones in columns.
#let chart(name, width, title, sentence, alternative, beside, head, rows, notes) = block(
  above: 1.5em, below: 1.6em, breakable: false, width: 100%,
  {
    let drawing = figure(
      image(name, width: width, alt: alternative),
      kind: "chart",
      supplement: "Chart",
      caption: { strong(title); " "; sentence },
    )
    let origin = if notes.len() > 0 {
      block(above: 0.7em, text(size: 8.5pt, fill: quiet, { "Source: "; notes.join(", "); "." }))
    }
    if beside {
      grid(
        columns: (9.7cm, 1fr),
        column-gutter: 0.5cm,
        align: (start, start + bottom),
        drawing,
        { figures(head, rows); origin },
      )
    } else {
      drawing
      if rows.len() > 0 {
        let across = if head.len() == 2 { 3 } else if head.len() == 3 { 2 } else { 1 }
        let high = calc.max(1, calc.ceil(rows.len() / across))
        grid(
          columns: (1fr,) * across,
          column-gutter: 0.7cm,
          ..rows.chunks(high).map(part => figures(head, part)),
        )
      }
      origin
    }
  },
)

#let callout(title, body) = block(
  width: 100%, fill: surface, stroke: (left: 3pt + accent), inset: (x: 1.1em, y: 1em),
  above: 1.6em, below: 1.6em,
  {
    if title != "" { block(below: 0.8em, sticky: true, strong(title)) }
    body
  },
)

#let said(body, who) = block(
  above: 1.7em, below: 1.7em, inset: (left: 1.2em), stroke: (left: 2pt + accent),
  {
    set text(size: 12pt, style: "italic")
    quote(block: false, quotes: false, body)
    if who != "" { block(above: 0.8em, text(size: 10pt, style: "normal", fill: quiet, who)) }
  },
)

#let mark(status) = pdf.artifact(box(baseline: 8%, width: 0.62em, height: 0.62em, {
  let colour = paint.at(status)
  if status == "blue" {
    circle(width: 100%, stroke: 1.1pt + colour, inset: 0pt, place(center + horizon, curve(
      stroke: 1.1pt + colour,
      curve.move((0em, 0.15em)), curve.line((0.11em, 0.26em)), curve.line((0.3em, 0em)),
    )))
  }
  else if status == "green" { circle(width: 100%, fill: colour) }
  else if status == "amber" { polygon(fill: colour, (50%, 0%), (100%, 100%), (0%, 100%)) }
  else if status == "red" { rect(width: 100%, height: 100%, fill: colour) }
  else { circle(width: 100%, stroke: 1.1pt + colour) }
}))
#let rag(status, word) = box({ mark(status); h(0.35em); text(fill: paint.at(status), weight: 600, word) })

#let checklist(title, ..items) = {
  block(sticky: true, below: 0.7em, strong(title))
  for (state, word, body) in items.pos() {
    let line = (bottom: 0.5pt + hair)
    block(above: 0pt, below: 0pt, breakable: false, width: 100%, stroke: line, inset: (y: 0.5em), {
      grid(
        columns: (2.9cm, 1fr),
        text(size: 9.5pt, weight: 600, fill: paint.at(state), word),
        body,
      )
    })
  }
}

#let note(body) = block(above: 0.8em, below: 1.4em, text(size: 9.5pt, fill: quiet, body))

// A plain weave, each thread over one and under the next: the one ornament of the report.
#let weave = tiling(size: (14pt, 14pt), {
  let thread = 0.7pt + white.transparentize(84%)
  place(line(start: (0pt, 3.5pt), end: (5pt, 3.5pt), stroke: thread))
  place(line(start: (9pt, 3.5pt), end: (14pt, 3.5pt), stroke: thread))
  place(line(start: (2pt, 10.5pt), end: (12pt, 10.5pt), stroke: thread))
  place(line(start: (3.5pt, 5.5pt), end: (3.5pt, 14pt), stroke: thread))
  place(line(start: (3.5pt, 0pt), end: (3.5pt, 1.5pt), stroke: thread))
  place(line(start: (10.5pt, 0pt), end: (10.5pt, 8.5pt), stroke: thread))
  place(line(start: (10.5pt, 12.5pt), end: (10.5pt, 14pt), stroke: thread))
})

#let cover(partnership, named, subtitle, period, status) = page(
  margin: 0cm, header: none, footer: none,
  {
    let inset = (x: 2.5cm, top: 2.6cm, bottom: 1.6cm)
    block(width: 100%, height: 56%, fill: accent, inset: inset, {
      place(top + left, dx: -2.5cm, dy: 1.6cm, pdf.artifact(rect(width: 21cm, height: 7cm, fill: weave)))
      set text(fill: white, hyphenate: false)
      set par(leading: 0.45em)
      block(text(size: 15pt, weight: 600, partnership))
      v(1fr)
      {
        show title: set text(size: 40pt, weight: 400)
        show title: set block(below: 0.5em)
        title(named)
      }
      if subtitle != "" { block(text(size: 17pt, subtitle)) }
    })
    block(inset: (x: 2.5cm, top: 1.2cm), {
      block(text(size: 17pt, fill: accent, period))
      block(text(size: 11.5pt, fill: quiet, status))
    })
  },
)

#let masthead(partnership, named, subtitle, period, status) = {
  block(width: 100%, fill: accent, inset: 1.2cm, above: 0pt, below: 0.9cm, {
    set text(fill: white, hyphenate: false)
    set par(leading: 0.45em)
    block(text(size: 12pt, weight: 600, partnership))
    {
      show title: set text(size: 28pt, weight: 400)
      show title: set block(above: 1.1em, below: 0.6em)
      title(named)
    }
    if subtitle != "" { block(text(size: 14pt, subtitle)) }
  })
  block(text(size: 15pt, fill: accent, period))
  block(below: 1.4em, text(size: 11.5pt, fill: quiet, status))
}

#let running(left, right) = {
  set text(size: 9pt, fill: quiet, hyphenate: false)
  grid(columns: (1fr, auto), column-gutter: 1em, left, align(end, right))
}
"""
