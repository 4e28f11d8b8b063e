"""The papers people take away: PDF through Typst, QR codes through segno, calendar entries through icalendar."""
